package dev.cacheplane.sdk.cache;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names that nobody else has, one for every attempt: a second attempt must not bless the first one's late fill. Thread-safe. */
final class Tokens {
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong attempts = new AtomicLong();

    String next() {
        return process + "-" + Long.toHexString(attempts.incrementAndGet());
    }
}
