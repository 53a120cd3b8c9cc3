package dev.cacheplane.sdk.policy;

import java.time.Duration;

/** How a connection to the stream ended. */
sealed interface StreamEnd {
    /** The control plane says when to come back. */
    record Goodbye(Duration retry) implements StreamEnd {}

    /** It does not accept our token. */
    record Refused(String why) implements StreamEnd {}

    /**
     * It broke, or there was none.
     *
     * @param proven whether it had lasted for some time
     */
    record Lost(String why, boolean proven) implements StreamEnd {}

    default String why() {
        if (this instanceof Refused refused) {
            return refused.why();
        }
        return this instanceof Lost lost ? lost.why() : "it says goodbye";
    }
}
