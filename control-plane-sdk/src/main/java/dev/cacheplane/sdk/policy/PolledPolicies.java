package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.Fault;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.policy.json.PolicyJsonException;
import dev.cacheplane.policy.json.ReadSet;
import dev.cacheplane.sdk.policy.PollAnswer.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policies of a control plane that is asked again and again, on a daemon thread of its own.
 *
 * <p>Until it first answers nothing is cached; while it is away, refuses us or talks nonsense the last set holds, and
 * one line is logged, as when it is back. A set that is faulty in parts applies but for these, which keep their old
 * values. An older revision than one already seen (of the same epoch) is not accepted.
 */
public final class PolledPolicies implements PolicySource {
    /** How often the control plane is asked unless something else is said: every 500 ms. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(PolledPolicies.class);

    private final URI controlPlane;
    private final PollClient client;
    private final Duration interval;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile PolicySet current;

    // What the polling thread alone knows.
    private @Nullable String entityTag;
    private Trouble trouble = Trouble.NONE;
    private List<Fault> faults = List.of();

    private PolledPolicies(ServiceName service, URI controlPlane, @Nullable String token, Duration interval) {
        this.controlPlane = controlPlane;
        this.client = new PollClient(service, controlPlane, token);
        this.interval = interval;
        this.current = PolicySet.empty(service, Revision.NONE);
        this.thread = new Thread(this::run, "cacheplane-policies-" + service);
        thread.setDaemon(true);
    }

    /**
     * Begins asking at once, and does not wait for the answer.
     *
     * @param controlPlane its base, such as {@code http://localhost:8000}
     * @param token sent as a bearer token; null for none
     * @param interval between an answer and the next question
     * @throws IllegalArgumentException if the URI is not an absolute one of http or https
     */
    public static PolledPolicies start(
            ServiceName service, URI controlPlane, @Nullable String token, Duration interval) {
        PolledPolicies policies = new PolledPolicies(service, controlPlane, token, interval);
        policies.thread.start();
        return policies;
    }

    @Override
    public PolicySet current() {
        return current;
    }

    private void run() {
        try {
            do {
                poll();
            } while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // Only close() interrupts: the thread ends.
        } finally {
            client.close();
        }
    }

    private void poll() {
        PollAnswer answer;
        try {
            answer = client.ask(entityTag);
        } catch (RuntimeException e) { // an answer that the HTTP client chokes on must not end the polling
            answer = new PollAnswer.Failure(Trouble.UNUSABLE, e.toString());
        }
        if (closed.getCount() == 0) {
            return; // close() has cut the question short: no news of the control plane
        }
        if (answer instanceof PollAnswer.Document document) {
            read(document);
        } else if (answer instanceof PollAnswer.Failure failure) {
            lost(failure.trouble(), failure.message());
        } else {
            back();
        }
    }

    private void read(PollAnswer.Document document) {
        ReadSet read;
        try {
            read = PolicyJson.readSet(document.json().toByteArray(), current);
        } catch (PolicyJsonException e) {
            lost(Trouble.UNUSABLE, "its answer is no policy set: " + e.faults().get(0));
            return;
        }
        PolicySet set = read.set();
        if (!set.service().equals(current.service())) {
            lost(Trouble.UNUSABLE, "it answers the policies of '" + set.service() + "'");
        } else if (set.revision().isOlderThan(current.revision())) {
            lost(Trouble.UNUSABLE, "it answers revision " + set.revision() + ", which is older");
        } else {
            back();
            accept(read, document.entityTag());
        }
    }

    private void accept(ReadSet read, @Nullable String tag) {
        if (!read.set().revision().equals(current.revision())) {
            log.info(
                    "Policies of {}: revision {}", current.service(), read.set().revision());
        }
        if (!read.rejected().isEmpty() && !read.rejected().equals(faults)) {
            log.warn(
                    "Policies of {}: {} faults, the old values hold there; the first: {}",
                    current.service(),
                    read.rejected().size(),
                    read.rejected().get(0));
        }
        faults = read.rejected();
        entityTag = tag;
        current = read.set();
    }

    private void lost(Trouble reason, String message) {
        if (trouble != reason) {
            log.warn(
                    "Control plane at {} gives no policies: {}. {} goes on with revision {}",
                    controlPlane,
                    message,
                    current.service(),
                    current.revision());
            trouble = reason;
        }
    }

    private void back() {
        if (trouble != Trouble.NONE) {
            log.info("Control plane at {} is back", controlPlane);
            trouble = Trouble.NONE;
        }
    }

    /** Ends the thread, interrupting a question that is being asked. */
    @Override
    public void close() {
        closed.countDown();
        client.close();
        thread.interrupt();
    }
}
