package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.Fault;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies that requests obey, kept by what stream, polls and disk offer. Thread-safe; {@link #obeyed} is one volatile
 * read. Whoever listens is told after requests obey, never before.
 */
final class CurrentPolicies {
    private static final Logger log = LoggerFactory.getLogger(CurrentPolicies.class);

    private final LongSupplier nanoClock;
    private final Object lock = new Object();
    private volatile Runnable listener = () -> {};
    private volatile PolicySet obeyed;

    // Under the lock, where nothing waits for anything.
    private Held held;
    private long confirmedAt;
    private Duration ageThen = Duration.ZERO;
    private @Nullable Fault refused;
    private boolean lost;

    /** @param nanoClock elapsed time in nanoseconds */
    CurrentPolicies(ServiceName service, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.held = Held.nothing(service);
        this.obeyed = held.set();
        this.confirmedAt = nanoClock.getAsLong();
    }

    /** Is run after each change of what is {@linkplain #standing reported}; must be quick. */
    void whenChanged(Runnable action) {
        listener = action;
    }

    PolicySet obeyed() {
        return obeyed;
    }

    Standing standing() {
        synchronized (lock) {
            return new Standing(held, sinceConfirmed(), refused);
        }
    }

    /** Decides on a set, and carries the decision out. A refusal is not noted yet: see {@link #refuse}. */
    Adoption offer(Candidate candidate) {
        Adoption adoption;
        Change change = Change.NONE;
        Held before;
        synchronized (lock) {
            before = held;
            adoption = Adoption.of(candidate, held);
            if (adoption instanceof Adoption.Adopt adopt) {
                change = hold(adopt.next(), candidate.age());
            } else if (adoption instanceof Adoption.Confirm) {
                boolean better = candidate.origin() == Origin.STREAM || held.origin() == Origin.DISK;
                change = hold(better ? held.confirmedBy(candidate.origin()) : held, candidate.age());
            }
        }
        if (adoption instanceof Adoption.Adopt adopt) {
            log(before, adopt.next());
        }
        tell(change, candidate.age());
        return adoption;
    }

    /** The control plane says that this is the current set; returns whether it is the one that is held. */
    boolean confirm(SnapshotId id, Origin origin) {
        Change change;
        synchronized (lock) {
            if (!id.equals(held.id())) {
                return false;
            }
            change = hold(held.origin() == Origin.DISK ? held.confirmedBy(origin) : held, Duration.ZERO);
        }
        tell(change, Duration.ZERO);
        return true;
    }

    /** Notes, for reports, that an answer was refused as a whole; until there is a better one. */
    void refuse(String why) {
        Fault fault = new Fault("", why);
        boolean news;
        synchronized (lock) {
            news = !fault.equals(refused);
            refused = fault;
        }
        if (news) {
            listener.run();
        }
    }

    /** Looks at the clock: stops caching where the policies have become too old for it. */
    void age() {
        Duration age;
        Change change;
        synchronized (lock) {
            age = sinceConfirmed();
            change = obey(obeyed.agedTo(age), lost);
        }
        tell(change, age);
    }

    /** @param news whether there is something to report */
    private record Change(boolean news, boolean lostBefore, boolean lostNow) {
        static final Change NONE = new Change(false, false, false);
    }

    private Change hold(Held next, Duration age) {
        boolean news = refused != null
                || next.origin() != held.origin()
                || !next.document().equals(held.document());
        held = next;
        confirmedAt = nanoClock.getAsLong();
        ageThen = age;
        refused = null;
        boolean lostBefore = lost;
        lost = false;
        Change change = obey(next.set().agedTo(age), lostBefore);
        return new Change(news, change.lostBefore(), change.lostNow());
    }

    @SuppressWarnings("ReferenceEquality") // a set that is not too old is the very one that is held
    private Change obey(PolicySet set, boolean lostBefore) {
        lost = set != held.set();
        obeyed = set;
        return new Change(false, lostBefore, lost);
    }

    private Duration sinceConfirmed() {
        return ageThen.plusNanos(Math.max(0, nanoClock.getAsLong() - confirmedAt));
    }

    private void tell(Change change, Duration age) {
        if (change.news()) {
            listener.run();
        }
        if (change.lostNow() && !change.lostBefore()) {
            log.warn(
                    "Policies of {} were last confirmed {} s ago: caching stops where that is too long",
                    obeyed.service(),
                    age.toSeconds());
        } else if (change.lostBefore() && !change.lostNow()) {
            log.info("Policies of {} are confirmed: caching goes on", obeyed.service());
        }
    }

    private static void log(Held before, Held next) {
        PolicySet set = next.set();
        if (!set.revision().equals(before.set().revision())) {
            String whence = next.origin() == Origin.DISK ? ", from the copy on disk" : "";
            log.info("Policies of {}: revision {}{}", set.service(), set.revision(), whence);
        }
        if (!next.rejected().isEmpty() && !next.rejected().equals(before.rejected())) {
            log.warn(
                    "Policies of {}: {} faults, the old values hold there; the first: {}",
                    set.service(),
                    next.rejected().size(),
                    next.rejected().get(0));
        }
    }
}
