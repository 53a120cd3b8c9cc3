package dev.cacheplane.sdk.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * For how long something is stored, from then on.
 *
 * @param fresh for how long it is fresh; zero for never
 * @param keep for how long it is there at all; zero if it is not to be stored
 */
record Lifetime(Duration fresh, Duration keep) {
    /** What the policy says of a value. */
    static Lifetime ofValue(Terms terms, RandomGenerator random) {
        Duration fresh = terms.fresh(random);
        return new Lifetime(fresh, fresh.plus(terms.staleWindow()));
    }

    /** What it says of "there is none". */
    static Lifetime ofNone(Terms terms, RandomGenerator random) {
        Duration fresh = terms.freshNone(random);
        return new Lifetime(fresh, fresh);
    }

    /** What a response says, or whoever has decided about it, shortened by the policy's jitter. */
    static Lifetime ofResponse(Duration fresh, Duration keep, Terms terms, RandomGenerator random) {
        Duration jittered = fresh.isZero() ? fresh : terms.jittered(fresh, random);
        Duration kept = keep.compareTo(fresh) > 0 ? keep : fresh;
        return new Lifetime(jittered, kept.minus(fresh.minus(jittered)));
    }
}
