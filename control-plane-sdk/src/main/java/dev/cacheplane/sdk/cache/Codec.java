package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/** Values to bytes and back. Thread-safe. Either method may throw any {@link RuntimeException}: such a value is not stored, such a payload is a miss. */
public interface Codec {
    /** The payload, as other programs will find it in Redis. The array must not be changed afterwards, and so neither may a value that is its own payload: it may not have left yet. */
    <T> byte[] encode(T value, TypeOf<T> type);

    /** The value of a payload that another version of the program may have written; {@code null} if there is none in it. */
    <T> @Nullable T decode(byte[] payload, TypeOf<T> type);

    /**
     * What one caller gets of a value that this process keeps decoded in its own memory and gives to many. By default the value itself, which all of them share and must treat as immutable. A
     * codec whose callers change what they get gives each a copy here; it must not change the value itself.
     */
    default <T> T handOut(T value, TypeOf<T> type) {
        return value;
    }
}
