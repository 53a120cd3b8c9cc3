package dev.cacheplane.sdk.policy;

import java.time.Duration;
import java.util.function.LongSupplier;
import okhttp3.Call;

/** One connection to the stream, from before the request to after the last event. Whoever watches it may cut it. */
final class StreamAttempt {
    private final Call call;
    private final LongSupplier nanoClock;
    private volatile long heardAt;
    private volatile boolean spoken;
    private volatile boolean cut;

    StreamAttempt(Call call, LongSupplier nanoClock) {
        this.call = call;
        this.nanoClock = nanoClock;
        this.heardAt = nanoClock.getAsLong();
    }

    Call call() {
        return call;
    }

    /** An event has come. */
    void heard() {
        heardAt = nanoClock.getAsLong();
        spoken = true;
    }

    /** Whether an event has come. */
    boolean hasSpoken() {
        return spoken;
    }

    /** Ends it if no event has come for so long. */
    void cutAfter(Duration silence) {
        if (nanoClock.getAsLong() - heardAt > silence.toNanos()) {
            cut = true;
            call.cancel();
        }
    }

    /** Whether it was ended for its silence. */
    boolean wasCut() {
        return cut;
    }
}
