package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Follows {@code GET {uri}/api/stream/{service}}, and goes back to it for ever, whatever it says. */
final class Stream {
    private static final int OK = 200;

    private final ServiceName service;
    private final CurrentPolicies policies;
    private final ControlPlaneHttp http;
    private final Polls polls;
    private final Contact contact;
    private final Timing timing;
    private final LongSupplier nanoClock;
    private final Runnable whenLive;
    private final Worker worker;
    private volatile @Nullable StreamAttempt running;

    // Of the worker alone.
    private int failures;
    private boolean live;
    private boolean proven;
    private String askedUnder = "";

    /** @param whenLive is run whenever a stream begins to speak; must be quick */
    Stream(
            ServiceName service,
            CurrentPolicies policies,
            ControlPlaneHttp http,
            Polls polls,
            Contact contact,
            Timing timing,
            LongSupplier nanoClock,
            Runnable whenLive) {
        this.service = service;
        this.policies = policies;
        this.http = http;
        this.polls = polls;
        this.contact = contact;
        this.timing = timing;
        this.nanoClock = nanoClock;
        this.whenLive = whenLive;
        this.worker = new Worker("cacheplane-stream-" + service, this::turn, () -> {});
    }

    Worker worker() {
        return worker;
    }

    /** Looks at the clock: three heartbeats missed, and the connection is taken for dead. */
    void cutIfSilent() {
        StreamAttempt attempt = running;
        if (attempt != null) {
            attempt.cutAfter(timing.silence());
        }
    }

    /** The control plane answers again: an attempt that hangs since before may hang for nothing. */
    void startOver() {
        StreamAttempt attempt = running;
        if (attempt != null && !attempt.hasSpoken()) {
            attempt.call().cancel();
        }
    }

    /** Ends it, without waiting. */
    void close() {
        worker.interrupt();
        StreamAttempt attempt = running;
        if (attempt != null) {
            attempt.call().cancel();
        }
    }

    private Duration turn() {
        long begun = System.nanoTime();
        live = false;
        StreamEnd end = new StreamEnd.Lost("it broke");
        try {
            end = follow();
        } finally {
            contact.streamsNot(end.why());
            polls.streaming(false);
        }
        if (worker.isEnding()) {
            return Duration.ZERO;
        }
        Duration pause = pauseAfter(end);
        if (live) {
            return pause;
        }
        if (failures == 1 && policies.standing().held().origin().isOurOwn()) {
            polls.want(Duration.ZERO); // a service that has just started
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - begun);
        return spent.compareTo(pause) < 0 ? pause.minus(spent) : Duration.ZERO;
    }

    private Duration pauseAfter(StreamEnd end) {
        if (end instanceof StreamEnd.Refused) {
            return Pauses.around(timing.refused(), ThreadLocalRandom.current());
        }
        failures = proven ? 1 : failures + 1;
        Duration usual = Pauses.afterFailures(failures, timing.longestPause(), ThreadLocalRandom.current());
        if (end instanceof StreamEnd.Goodbye goodbye) {
            // One that has just come has no reason to go: it must not send us in circles.
            Duration least = proven ? Duration.ZERO : usual;
            return longer(least, shorter(goodbye.retry(), timing.longestPause()));
        }
        return usual;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private StreamEnd follow() {
        Held held = policies.standing().held();
        Call call = http.endless(request(held.id()));
        StreamAttempt attempt = new StreamAttempt(call, nanoClock);
        askedUnder = held.epoch();
        proven = false;
        running = attempt;
        if (worker.isEnding()) {
            return new StreamEnd.Lost("it is closed"); // who closed it may not have seen this attempt
        }
        try (Response response = call.execute()) {
            int status = response.code();
            if (status != OK) {
                String why = Trouble.explained(status);
                return Trouble.of(status) == Trouble.REFUSED ? new StreamEnd.Refused(why) : new StreamEnd.Lost(why);
            }
            if (!isEvents(response)) {
                return new StreamEnd.Lost("it answers something else than events");
            }
            try {
                return follow(response, attempt);
            } finally {
                call.cancel(); // else closing it would read on, to use the connection once more
            }
        } catch (IOException e) {
            return new StreamEnd.Lost(
                    attempt.wasCut()
                            ? "nothing came for " + timing.silence().toSeconds() + " s"
                            : String.valueOf(e.getMessage()));
        } finally {
            running = null;
        }
    }

    private Request request(@Nullable SnapshotId held) {
        Request.Builder request = http.request("stream", service.value()).header("Accept", "text/event-stream");
        return held == null
                ? request.build()
                : request.header("Last-Event-ID", held.toString()).build();
    }

    private static boolean isEvents(Response response) {
        String type = response.header("Content-Type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
                && ControlPlaneHttp.isPlain(response);
    }

    private StreamEnd follow(Response response, StreamAttempt attempt) throws IOException {
        EventReader events = new EventReader(response.body().source(), PolicyJson.LARGEST_SET);
        for (Optional<StreamEvent> next = events.next(); next.isPresent(); next = events.next()) {
            StreamEvent event = next.get();
            attempt.heard();
            switch (event.type()) {
                case "policies" -> policies(event);
                case "heartbeat" -> heartbeat(event);
                case "goodbye" -> {
                    return new StreamEnd.Goodbye(event.retry() == null ? Duration.ZERO : event.retry());
                }
                default -> {
                    // Of a newer control plane: ignored.
                }
            }
        }
        return new StreamEnd.Lost("it ended");
    }

    private void policies(StreamEvent event) {
        becomeLive();
        Optional<SnapshotId> id = SnapshotId.parse(event.id() == null ? "" : event.id());
        Adoption adoption = id.isPresent()
                ? policies.offer(Candidate.streamed(event.data(), id.get(), askedUnder))
                : new Adoption.Refuse(Adoption.Reason.HASH, "it streams policies without their id");
        if (adoption instanceof Adoption.Refuse refuse) {
            refused(refuse);
        } else {
            askedUnder = id.get().revision().epoch(); // what follows on this connection is newer
            contact.answered();
        }
    }

    /** A poll brings certainty. If another set has overtaken this one, that needs a moment at most. */
    private void refused(Adoption.Refuse refuse) {
        if (refuse.mayBeLate()) {
            polls.want(timing.moment());
        } else {
            policies.refuse(refuse.message());
            contact.refused(refuse.message(), policies.obeyed().revision());
            polls.want(Duration.ZERO);
        }
    }

    private void heartbeat(StreamEvent event) {
        becomeLive();
        proven = true;
        Optional<SnapshotId> id = SnapshotId.parse(event.data().utf8());
        if (id.isPresent() && policies.confirm(id.get(), Origin.STREAM)) {
            contact.answered();
        } else {
            polls.want(timing.moment());
        }
    }

    private void becomeLive() {
        if (!live) {
            live = true;
            contact.streams();
            polls.streaming(true);
            whenLive.run();
        }
    }
}
