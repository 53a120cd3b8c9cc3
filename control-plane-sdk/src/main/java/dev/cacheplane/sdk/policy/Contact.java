package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the control plane is reached, for the log: a line for each change, never one for each attempt. Thread-safe. */
final class Contact {
    private static final Logger log = LoggerFactory.getLogger(Contact.class);

    private final ServiceName service;
    private final URI controlPlane;
    private final long patience;
    private final LongSupplier nanoClock;

    private volatile Runnable whenBack = () -> {};

    private Trouble trouble = Trouble.NONE;
    private boolean streaming;
    private long sinceStream;
    private @Nullable String noStream;
    private boolean toldOfPolling;

    /** @param patience for so long polls in place of a stream are not worth a line */
    Contact(ServiceName service, URI controlPlane, Duration patience, LongSupplier nanoClock) {
        this.service = service;
        this.controlPlane = controlPlane;
        this.patience = patience.toNanos();
        this.nanoClock = nanoClock;
        this.sinceStream = nanoClock.getAsLong();
    }

    /** Is run whenever it gives policies again; must be quick. */
    void whenBack(Runnable action) {
        whenBack = action;
    }

    /** It said what the current policies are, and they are held. */
    void answered() {
        boolean back;
        String polling;
        synchronized (this) {
            back = trouble != Trouble.NONE;
            trouble = Trouble.NONE;
            sinceStream = back ? nanoClock.getAsLong() : sinceStream;
            polling = streaming || toldOfPolling || nanoClock.getAsLong() - sinceStream < patience ? null : noStream;
            toldOfPolling |= polling != null;
        }
        if (back) {
            log.info("Control plane at {} is back", controlPlane);
            whenBack.run();
        }
        if (polling != null) {
            log.info(
                    "Control plane at {} has no stream for {}: {}. It is asked again and again",
                    controlPlane,
                    service,
                    polling);
        }
    }

    /** It did not answer a poll with policies; no trouble while there is a stream. */
    void failed(PollAnswer.Failure failure, Revision held) {
        synchronized (this) {
            if (streaming) {
                return;
            }
        }
        inTrouble(failure.trouble(), failure.message(), held);
    }

    /** It sent policies that cannot be obeyed. */
    void refused(String message, Revision held) {
        inTrouble(Trouble.UNUSABLE, message, held);
    }

    private void inTrouble(Trouble reason, String message, Revision held) {
        synchronized (this) {
            if (trouble == reason) {
                return;
            }
            trouble = reason;
        }
        log.warn(
                "Control plane at {} gives no policies: {}. {} goes on with revision {}",
                controlPlane,
                printable(message),
                service,
                held);
    }

    /** There is a stream. */
    void streams() {
        boolean told;
        synchronized (this) {
            told = toldOfPolling;
            streaming = true;
            toldOfPolling = false;
        }
        if (told) {
            log.info("Control plane at {} has a stream for {} again", controlPlane, service);
        }
    }

    /** There is none, or no longer. */
    synchronized void streamsNot(String why) {
        if (streaming) {
            sinceStream = nanoClock.getAsLong();
        }
        streaming = false;
        noStream = printable(why);
    }

    /** What the network says may be long, and hold anything. */
    private static String printable(String message) {
        return new Fault("", message).message();
    }
}
