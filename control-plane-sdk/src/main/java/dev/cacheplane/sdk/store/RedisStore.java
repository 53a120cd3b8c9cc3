package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a Redis (6.2 or later, or Valkey), over one connection to each server that all threads share, and word of their changes over another.
 *
 * <p>A lost connection closes the store, and so do a refusal, three calls in a row without an answer in time, and slowness of most calls of the last five
 * seconds: with one warning for the whole outage. It opens again within about a second of Redis' return.
 */
public final class RedisStore extends GatedStore {
    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final RedisConnector connector;
    private final Topology topology;
    private final SessionKeeper keeper;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable Tracking tracking; // guarded by starting, as the next
    private boolean closed;

    private RedisStore(RedisAddress address) {
        this.address = address;
        this.connector = new RedisConnector(address);
        this.topology = Topology.of(address, connector);
        this.keeper = new SessionKeeper(address, topology);
    }

    /**
     * Starts connecting, and goes on until it works. Returns when the first attempt has succeeded or failed, after a second at most: a service that
     * starts beside a healthy Redis has it from its first request.
     *
     * @throws IllegalArgumentException if a file that the address names cannot be read
     */
    public static RedisStore connect(RedisAddress address) {
        RedisStore store = new RedisStore(address);
        store.keeper.start();
        store.keeper.awaitFirstAttempt(FIRST_ATTEMPT);
        return store;
    }

    @Override
    Entries open() {
        return keeper.openSession()
                .orElseThrow(() -> new StoreUnavailableException("Redis at " + address + " is out of reach"))
                .entries();
    }

    @Override
    public boolean isOpen() {
        return keeper.gate().isOpen();
    }

    @Override
    public void closeUntilReplayed() {
        keeper.gate().close();
    }

    @Override
    public void beforeReopening(Consumer<Reopening> hook) {
        keeper.beforeReopening(hook);
    }

    @Override
    public void whenOpenedOrClosed(Consumer<Boolean> listener) {
        keeper.gate().follow(listener);
    }

    @Override
    public Watch watch(Watcher watcher) {
        starting.lock();
        try {
            if (closed) {
                return new NoWatch();
            }
            Tracking started = tracking;
            if (started == null) {
                started = new Tracking(address, new Surroundings());
                tracking = started;
            }
            return started.watch(watcher);
        } finally {
            starting.unlock();
        }
    }

    private final class Surroundings implements Tracking.Surroundings {
        @Override
        public TrackedConnection connect(
                RedisPlace.Node node, Consumer<@Nullable List<String>> pushed, Duration within) {
            return new TrackedConnection(connector.connectForTracking(node, within), pushed);
        }

        @Override
        public OptionalLong agreedAt(RedisSession session, long now) {
            return topology.agreedAt(session, now);
        }

        @Override
        public Optional<RedisSession> session() {
            return keeper.session();
        }

        @Override
        public Optional<RedisSession> openSession() {
            return keeper.openSession();
        }
    }

    @Override
    public void close() {
        Tracking ending = endTracking();
        keeper.close();
        connector.close();
        try {
            keeper.awaitEnd(END);
            if (ending != null) {
                ending.awaitEnd(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Tracking endTracking() {
        starting.lock();
        try {
            closed = true;
            if (tracking != null) {
                tracking.close();
            }
            return tracking;
        } finally {
            starting.unlock();
        }
    }
}
