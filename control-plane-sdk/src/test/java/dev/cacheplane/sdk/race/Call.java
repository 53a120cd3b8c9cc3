package dev.cacheplane.sdk.race;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cacheplane.sdk.store.CacheStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call of a store's, on its way there. */
final class Call {
    private final CacheStore store;
    private final Method method;
    private final @Nullable Object[] arguments;

    Call(CacheStore store, Method method, @Nullable Object @Nullable [] arguments) {
        this.store = store;
        this.method = method;
        this.arguments = arguments == null ? new Object[0] : arguments;
    }

    /** The method's name. */
    String operation() {
        return method.getName();
    }

    /** Whether it is that operation, of this row's entry or of none. */
    boolean is(String operation, String row) {
        Set<String> entries = entries();
        return operation().equals(operation) && (entries.isEmpty() || entries.contains(Engine.entry(row)));
    }

    /** The entries that it is of; none for generations, and for what is of the whole store. */
    Set<String> entries() {
        Object first = arguments.length > 0 ? arguments[0] : null;
        Stream<?> names = first instanceof Collection<?> several ? several.stream() : Stream.ofNullable(first);
        return names.filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> !name.startsWith("gen:"))
                .collect(toUnmodifiableSet());
    }

    <T> T argument(int index, Class<T> type) {
        return type.cast(Objects.requireNonNull(arguments[index]));
    }

    void replace(int index, Object argument) {
        arguments[index] = argument;
    }

    @Nullable
    Object carryOut() throws Exception {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
