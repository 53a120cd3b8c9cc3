package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.ServiceName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Policies that the control plane streams. While it does not, it is asked again and again; and it is told what is obeyed.
 *
 * <p>Until it is first heard of, the copy on disk holds if there is one, and else nothing is cached. While it is away, refuses
 * us or talks nonsense the last set holds, save where the policies themselves say that they grow too old. A set that is
 * faulty in parts applies but for these, which keep their old values. An older revision of the same epoch is never
 * accepted, nor any of an epoch that was left. The log has one line for each change of this, none for each attempt.
 *
 * <p>All of it happens on daemon threads: nobody waits for the network, neither here nor in {@link #current}.
 */
public final class StreamedPolicies implements PolicySource {
    private static final Duration LEAVE = Duration.ofMillis(500);

    private final CurrentPolicies policies;
    private final ControlPlaneHttp http;
    private final Contact contact;
    private final Polls polls;
    private final Stream stream;
    private final Reports reports;
    private final Worker watch;
    private final @Nullable CopyKeeper keeper;

    private StreamedPolicies(
            ServiceName service,
            URI controlPlane,
            @Nullable String token,
            @Nullable Path lastKnownGood,
            Timing timing,
            LongSupplier nanoClock,
            InstantSource clock) {
        http = new ControlPlaneHttp(controlPlane, token);
        policies = new CurrentPolicies(service, nanoClock);
        contact = new Contact(service, controlPlane, timing.silence(), nanoClock);
        polls = new Polls(service, policies, new PollClient(http, service), contact, timing);
        reports = new Reports(service, policies, http, timing);
        stream = new Stream(service, policies, http, polls, contact, timing, nanoClock, reports.worker()::wake);
        keeper = lastKnownGood == null ? null : new CopyKeeper(lastKnownGood, service, policies, clock);
        watch = new Worker(
                "cacheplane-watch-" + service,
                () -> {
                    policies.age();
                    stream.cutIfSilent();
                    return timing.tick();
                },
                () -> {});
    }

    /**
     * Begins at once, and does not wait for the control plane. The copy on disk holds when this returns.
     *
     * @param controlPlane its base, such as {@code http://localhost:8000}
     * @param token sent as a bearer token; null for none
     * @param lastKnownGood the directory of the copy, made when there is something to keep; null for no copy
     * @throws IllegalArgumentException if the URI is not an absolute one of http or https
     */
    public static StreamedPolicies start(
            ServiceName service, URI controlPlane, @Nullable String token, @Nullable Path lastKnownGood) {
        return start(
                service, controlPlane, token, lastKnownGood, Timing.DEFAULTS, System::nanoTime, InstantSource.system());
    }

    static StreamedPolicies start(
            ServiceName service,
            URI controlPlane,
            @Nullable String token,
            @Nullable Path lastKnownGood,
            Timing timing,
            LongSupplier nanoClock,
            InstantSource clock) {
        StreamedPolicies started =
                new StreamedPolicies(service, controlPlane, token, lastKnownGood, timing, nanoClock, clock);
        started.begin();
        return started;
    }

    private void begin() {
        contact.whenBack(stream::startOver);
        CopyKeeper disk = keeper;
        if (disk == null) {
            policies.whenChanged(reports.worker()::wake);
        } else {
            disk.load();
            policies.whenChanged(() -> {
                reports.worker().wake();
                disk.worker().wake();
            });
            disk.worker().start();
        }
        stream.worker().start();
        polls.worker().start();
        reports.worker().start();
        watch.start();
    }

    @Override
    public PolicySet current() {
        return policies.obeyed();
    }

    /** Ends the threads, and takes leave of the control plane, which takes half a second at most. */
    @Override
    public void close() {
        stream.close();
        polls.close();
        watch.end();
        if (keeper != null) {
            keeper.worker().end();
        }
        reports.close(LEAVE);
        http.close();
    }
}
