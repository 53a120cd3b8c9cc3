package dev.cacheplane.sdk.cache;

import java.time.Duration;

/** How long one waits for another process' computation before it looks again: until a change is reported, or 50 ms and then ever longer. Of one thread. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofSeconds(1);

    private final News news;
    private final String key;
    private long pause = FIRST.toNanos();

    Backoff(News news, String key) {
        this.news = news;
        this.key = key;
    }

    /**
     * Waits once.
     *
     * @param count of the key's reports, taken before the look
     * @param expiresIn after which the lease is free; zero if unknown
     * @param most nanoseconds
     */
    void await(long count, Duration expiresIn, long most) throws InterruptedException {
        long expires = expiresIn.isZero() ? pause : expiresIn.toNanos();
        if (!news.await(key, count, Math.min(most, Math.min(pause, expires)))) {
            pause = Math.min(pause * 3 / 2, LONGEST.toNanos());
        }
    }
}
