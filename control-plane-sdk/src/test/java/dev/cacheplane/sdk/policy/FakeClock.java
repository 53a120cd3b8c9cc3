package dev.cacheplane.sdk.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes when it is told to; both kinds of it. */
final class FakeClock implements LongSupplier, InstantSource {
    private static final Instant BEGINNING = Instant.parse("2024-02-29T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusNanos(nanos.get());
    }
}
