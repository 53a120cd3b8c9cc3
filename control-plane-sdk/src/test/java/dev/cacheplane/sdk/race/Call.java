package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.CacheStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
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
        return operation().equals(operation)
                && (!(arguments.length > 0 && arguments[0] instanceof String key) || key.equals(Engine.entry(row)));
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
