package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control plane for the policies: often while there is no stream, rarely while there is one, and in between when
 * the stream leaves something to be wished for.
 */
final class Polls {
    private final CurrentPolicies policies;
    private final PollClient client;
    private final Contact contact;
    private final Timing timing;
    private final Worker worker;

    // Under the monitor; in terms of System.nanoTime().
    private boolean streaming;
    private long regularAt;
    private @Nullable Long wantedAt;

    // Of the worker alone.
    private @Nullable SnapshotId tagged;
    private @Nullable String entityTag;

    Polls(ServiceName service, CurrentPolicies policies, PollClient client, Contact contact, Timing timing) {
        this.policies = policies;
        this.client = client;
        this.contact = contact;
        this.timing = timing;
        this.worker = new Worker("cacheplane-polls-" + service, this::turn, () -> {});
        this.regularAt = in(around(timing.poll()));
    }

    Worker worker() {
        return worker;
    }

    /** There is a stream, or no longer. */
    void streaming(boolean now) {
        synchronized (this) {
            if (streaming == now) {
                return;
            }
            streaming = now;
            regularAt = in(around(now ? timing.net() : timing.poll()));
        }
        worker.wake();
    }

    /** Ask after this time, whatever else is due. */
    void want(Duration after) {
        synchronized (this) {
            long at = in(around(after)); // what has happened to us may have happened to all
            wantedAt = wantedAt == null || at - wantedAt < 0 ? at : wantedAt;
        }
        worker.wake();
    }

    /** Ends them, without waiting. */
    void close() {
        worker.interrupt();
        client.cancel();
    }

    private Duration turn() {
        synchronized (this) {
            long now = System.nanoTime();
            long left = Math.min(regularAt - now, wantedAt == null ? Long.MAX_VALUE : wantedAt - now);
            if (left > 0) {
                return Duration.ofNanos(left);
            }
            wantedAt = null;
        }
        Trouble trouble = ask();
        synchronized (this) {
            Duration pause = streaming ? timing.net() : timing.poll();
            regularAt = in(around(trouble == Trouble.REFUSED ? timing.refused() : pause));
            if (streaming && trouble == Trouble.UNUSABLE) {
                wantedAt = in(around(timing.poll()));
            }
        }
        return Duration.ZERO;
    }

    private Trouble ask() {
        Held asked = policies.standing().held();
        PollAnswer answer = client.ask(tagOf(asked));
        if (worker.isEnding()) {
            return Trouble.NONE; // cut short: no news of the control plane
        }
        if (answer instanceof PollAnswer.Document document) {
            return offer(document, asked);
        }
        if (answer instanceof PollAnswer.Failure failure) {
            contact.failed(failure, asked.set().revision());
            return failure.trouble();
        }
        if (asked.id() != null && policies.confirm(asked.id(), Origin.POLL)) {
            contact.answered();
        }
        return Trouble.NONE;
    }

    /** The control plane's own, or what it must be, since entity tags are made of revisions. */
    private @Nullable String tagOf(Held held) {
        if (held.id() == null) {
            return null;
        }
        return held.id().equals(tagged) && entityTag != null
                ? entityTag
                : "\"" + held.id().revision() + "\"";
    }

    private Trouble offer(PollAnswer.Document document, Held asked) {
        Adoption adoption = policies.offer(Candidate.polled(document.json(), document.hash(), asked.epoch()));
        Held now = policies.standing().held();
        if (adoption instanceof Adoption.Refuse refuse) {
            if (refuse.mayBeLate() && !Objects.equals(now.id(), asked.id())) {
                want(timing.moment()); // overtaken by the stream, which may have more to say
                return Trouble.NONE;
            }
            policies.refuse(refuse.message());
            contact.refused(refuse.message(), now.set().revision());
            return Trouble.UNUSABLE;
        }
        if (SnapshotId.hashOf(document.json())
                .equals(now.id() == null ? "" : now.id().hash())) {
            tagged = now.id();
            entityTag = document.entityTag();
        }
        contact.answered();
        return Trouble.NONE;
    }

    private static Duration around(Duration mean) {
        return Pauses.around(mean, ThreadLocalRandom.current());
    }

    private static long in(Duration pause) {
        return System.nanoTime() + pause.toNanos();
    }
}
