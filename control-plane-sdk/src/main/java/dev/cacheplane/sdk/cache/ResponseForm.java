package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of response is written and read: for the filter, see {@link Responses}. Thread-safe. Any method may throw a {@link RuntimeException}: such a response is not stored, what is stored like
 * that is a miss.
 */
public interface ResponseForm<T> {
    /** The payload, as it stands in Redis unless it is compressed there. Not changed afterwards by anybody. */
    byte[] body(T response);

    /** What stands beside the payload, such as status and header fields: characters up to U+00FF, NUL excepted. Lines end with {@code \n}. */
    String head(T response);

    /** The response of a body and a head that another version of the program may have written; null if it cannot be read. It is shared by all who get it. */
    @Nullable
    T read(byte[] body, String head);
}
