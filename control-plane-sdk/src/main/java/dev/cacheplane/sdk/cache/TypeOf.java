package dev.cacheplane.sdk.cache;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, as a value: {@code new TypeOf<List<Product>>() {}}. Two are equal if their types are.
 *
 * @see <a href="https://gafter.blogspot.com/2006/12/super-type-tokens.html">Super type tokens</a>
 */
public abstract class TypeOf<T> {
    private final Type type;

    /** Captures the type argument of the subclass. */
    protected TypeOf() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
                || parent.getRawType() != TypeOf.class) {
            throw new IllegalStateException(
                    "Write new TypeOf<List<Product>>() {}, with the type in it and the braces after it");
        }
        this.type = parent.getActualTypeArguments()[0];
    }

    private TypeOf(Type type) {
        this.type = type;
    }

    /** A class without type arguments. */
    public static <T> TypeOf<T> of(Class<T> type) {
        return new TypeOf<>(type) {};
    }

    /** The type. */
    public final Type type() {
        return type;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TypeOf<?> that && type.equals(that.type);
    }

    @Override
    public final int hashCode() {
        return type.hashCode();
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
