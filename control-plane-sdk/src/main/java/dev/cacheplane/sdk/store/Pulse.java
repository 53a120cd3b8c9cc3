package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Whether one of several connections still answers. Calls about other keys succeed meanwhile, so that no {@link Breaker} would ever trip. It is looked at a few times a second, and never waited
 * for. Of one thread.
 */
final class Pulse {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** So often an answer must be missing: who looks may have been late himself, and what has come in the meantime is not read yet. */
    private static final int LOOKS = 2;

    private final RedisLink link;
    private @Nullable Future<?> asked;
    private long askedAt;
    private int missing;

    Pulse(RedisLink link) {
        this.link = link;
    }

    /** Asks anew if there has been an answer, whatever it was. Throws {@link StoreUnavailableException} if the connection is lost. */
    boolean isMissing(long now) {
        Future<?> before = asked;
        if (before == null || before.isDone()) {
            asked = link.sent("TIME", () -> link.commands().time());
            askedAt = now;
            missing = 0;
            return false;
        }
        return now - askedAt > PATIENCE.toNanos() && ++missing >= LOOKS;
    }
}
