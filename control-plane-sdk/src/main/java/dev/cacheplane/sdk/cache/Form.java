package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one kind of content is written, read and judged: values of the facade's, or responses of the filter's. Thread-safe. */
interface Form<T> {
    /** Who reads with a form of an equal type gets what this one has made. */
    Type type();

    /** What metadata calls what this form writes. */
    Metadata.Kind kind();

    boolean reads(Metadata.Kind kind);

    /** Whether what is of that kind is left alone, and not replaced. */
    boolean yieldsTo(Metadata.Kind kind);

    /**
     * The payload.
     *
     * @throws RuntimeException if it cannot be written
     */
    byte[] encode(T content);

    /** What stands of it beside the payload; empty for nothing. */
    String head(T content);

    /**
     * The content of a payload and its head; null if there is none in it.
     *
     * @throws RuntimeException if it cannot be read
     */
    @Nullable
    T decode(byte[] payload, String head);

    /** What one caller gets of a content that others have too. */
    T handOut(T content);

    /** What it is good for, see {@link Standing#of}. */
    Standing standing(Duration age, Duration fresh, boolean softened, CachePolicy policy);
}
