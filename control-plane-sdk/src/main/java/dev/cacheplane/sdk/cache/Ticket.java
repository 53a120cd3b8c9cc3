package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * The right to store what was missing, once: given by a {@link Cache#get} that missed, good for the {@linkplain CacheSettings#lease() lease's} time, and void after an
 * invalidation of the key and after a {@link Cache#put}, stored or not. While it is good, other callers wait for what it will bring; a ticket that is dropped costs them that time.
 */
public final class Ticket<T> {
    private final @Nullable EntryView<T> entry;
    private final @Nullable Lease lease;

    Ticket(@Nullable EntryView<T> entry, @Nullable Lease lease) {
        this.entry = entry;
        this.lease = lease;
    }

    /** A ticket that is void from the beginning. */
    public static <T> Ticket<T> ofNothing() {
        return new Ticket<>(null, null);
    }

    @Nullable
    EntryView<T> entry() {
        return entry;
    }

    @Nullable
    Lease lease() {
        return lease;
    }
}
