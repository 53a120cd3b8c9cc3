package dev.cacheplane.server.policies;

import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies as they are now. Reading never waits, and sees a change from the moment it has committed, which is before whoever made it
 * hears of it; never earlier. Changes are made one after the other; one that changes nothing takes no revision. Thread-safe.
 */
public final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
    static final int MOST_ENDPOINTS = 2_000;
    /** Of one service's document without what all services inherit, for which there is room: else a change of that would keep the service from changing anything. */
    static final long MOST_BYTES = PolicyJson.LARGEST_SET - (512 << 10);

    private final PolicyStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private final Snapshots snapshots = new Snapshots();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile PolicyBook book;

    /** Reads what the store keeps. */
    public Policies(PolicyStore store) {
        this.store = store;
        this.book = store.load();
    }

    /**
     * Calls the listener whenever readers can see something new: after the commit, after the new state is in place, and before whoever made
     * the change hears of it. It is called by the thread that made the change, while no other change is made: it must not wait.
     */
    public void afterEachCommit(Runnable listener) {
        listeners.add(listener);
    }

    /** Asks the store for its revision; any exception says that it does not answer. */
    public Revision storedRevision() {
        return store.revision();
    }

    /** The number of the last change of anything. */
    public Revision revision() {
        return book.revision();
    }

    /** The revision of one service's set as it is now. */
    public Revision revision(ServiceName service) {
        return book.revision(service);
    }

    /** One service's set as it is now, as it goes over the wire. */
    public Snapshot snapshot(ServiceName service) {
        PolicyBook now = book;
        return snapshots.of(service, now.revision(service), () -> now.set(service));
    }

    Snapshot snapshot(PolicySet set) {
        return snapshots.of(set.service(), set.revision(), () -> set);
    }

    PolicyBook current() {
        return book;
    }

    /**
     * Takes note of what somebody says to have seen of a service. If the store's own epoch has never come so far, the store has been
     * restored from a backup: then a new epoch begins, and everybody loads everything anew. Anything else changes nothing. Does not throw.
     */
    public void heardOf(ServiceName service, SnapshotId seen) {
        beginEpochIf(() -> Epochs.isLost(revision(service), seen.revision()), seen.revision());
    }

    /** The same for a revision of which nobody knows whether it is the service's. */
    public void heardOf(Revision seen) {
        beginEpochIf(() -> Epochs.isLost(revision(), seen), seen);
    }

    /**
     * The same for the mark beside the store, which also knows in which epoch the store was last: one that is in another now was restored from a backup of
     * before that, and clients never go back to an epoch that they have left.
     */
    public void wasAt(Revision mark) {
        beginEpochIf(() -> !mark.epoch().equals(revision().epoch()) || Epochs.isLost(revision(), mark), mark);
    }

    private void beginEpochIf(BooleanSupplier changesAreLost, Revision seen) {
        if (!changesAreLost.getAsBoolean()) {
            return;
        }
        writing.lock();
        try {
            Revision before = book.revision();
            if (changesAreLost.getAsBoolean()) {
                Revision first = Epochs.first(before.number() < seen.number() ? seen : before);
                LOG.warn(
                        "The store has lost changes: revision {} has been seen, and it is at {}. A new epoch begins with {}",
                        seen,
                        before,
                        first);
                try {
                    store.beginEpoch(before, first);
                } finally {
                    book = store.load(); // as after any commit, whatever is known of it
                    tellListeners();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A new epoch could not begin", e);
        } finally {
            writing.unlock();
        }
    }

    /** Says what a service's set becomes; refuses the change by throwing. */
    interface Change {
        PolicySet apply(PolicySet before, Revision next);
    }

    /**
     * Changes what is set for one service.
     *
     * @return the set as it is afterwards
     * @throws SetTooLargeException if the service would have more than 2,000 endpoints, or its document more than {@link #MOST_BYTES}
     */
    PolicySet change(ServiceName service, Change change) {
        writing.lock();
        try {
            PolicySet before = book.set(service);
            PolicySet after = change.apply(before, book.revision().next());
            SetChange difference = new SetChange(before, after);
            if (difference.isEmpty()) {
                return before;
            }
            if (after.endpoints().size() > MOST_ENDPOINTS) {
                throw SetTooLargeException.ofEndpoints(service, MOST_ENDPOINTS);
            }
            int inherited = PolicyJson.writeSettings(after.global().settings()).length;
            if (PolicyJson.writeSet(after).length - inherited > MOST_BYTES) {
                throw SetTooLargeException.ofBytes(service, MOST_BYTES);
            }
            commit(book.with(after), () -> store.save(difference));
            difference
                    .lines()
                    .forEach(line -> LOG.info(
                            "{}: {} (revision {})",
                            service,
                            line,
                            after.revision().number()));
            return after;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Changes what all services inherit.
     *
     * @return the book as it is afterwards
     */
    PolicyBook changeGlobalDefaults(UnaryOperator<PolicySettings> change) {
        writing.lock();
        try {
            PolicyLayer before = book.global();
            PolicySettings settings = change.apply(before.settings());
            if (!settings.equals(before.settings())) {
                PolicyBook after =
                        book.withGlobalDefaults(settings, book.revision().next());
                commit(after, () -> store.saveGlobalDefaults(after));
                LOG.info(
                        "all services: defaults are now {} (revision {})",
                        settings,
                        after.revision().number());
            }
            return book;
        } finally {
            writing.unlock();
        }
    }

    /** When a commit fails nobody knows whether it took place: what the store says then holds. */
    private void commit(PolicyBook after, Runnable save) {
        try {
            save.run();
            book = after;
        } catch (RuntimeException e) {
            book = store.load();
            throw e;
        } finally {
            tellListeners();
        }
    }

    private void tellListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("A listener failed; the change holds", e);
            }
        }
    }
}
