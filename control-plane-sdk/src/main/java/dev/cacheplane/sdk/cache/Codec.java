package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/** Values to bytes and back. Thread-safe. Either method may throw any {@link RuntimeException}: such a value is not stored, such a payload is a miss. */
public interface Codec {
    /** The payload, as other programs will find it in Redis. */
    <T> byte[] encode(T value, TypeOf<T> type);

    /** The value of a payload that another version of the program may have written; {@code null} if there is none in it. */
    <T> @Nullable T decode(byte[] payload, TypeOf<T> type);
}
