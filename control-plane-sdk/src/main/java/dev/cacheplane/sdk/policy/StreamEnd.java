package dev.cacheplane.sdk.policy;

import java.time.Duration;

/** How a connection to the stream ended. */
sealed interface StreamEnd {
    /** The control plane says when to come back. */
    record Goodbye(Duration retry) implements StreamEnd {}

    /** It does not accept our token. */
    record Refused(String why) implements StreamEnd {}

    /** It broke, or there was none. */
    record Lost(String why) implements StreamEnd {}

    default String why() {
        if (this instanceof Refused refused) {
            return refused.why();
        }
        return this instanceof Lost lost ? lost.why() : "it says goodbye";
    }
}
