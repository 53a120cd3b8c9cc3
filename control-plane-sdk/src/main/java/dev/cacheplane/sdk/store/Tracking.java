package dev.cacheplane.sdk.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Redis tell of changes, over one connection of its own to each server for all watchers, by {@code CLIENT TRACKING ON BCAST}.
 *
 * <p>A heartbeat every 250 to 400 ms, one at a time, asks whether tracking is still on, at the server that entries are read from. Redis tells of a change before
 * it answers what was asked after the change's own answer: so when a heartbeat has been answered, all that had changed when it was sent has been told. Connections
 * on which anything fails are ended and others made, of which watchers hear that anything may have changed.
 */
final class Tracking implements RedisWatch.Caretaker, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tracking.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WHERE_REFUSED = Duration.ofMinutes(1);
    private static final Duration WITHOUT_WATCHERS = Duration.ofDays(1);
    private static final int BEAT_MILLIS = 250;
    private static final int JITTER_MILLIS = 150;

    /** What tracking needs of the store around it. */
    interface Surroundings {
        /** A new connection for tracking, or {@link StoreUnavailableException}. */
        TrackedConnection connect(RedisPlace.Node node, Consumer<@Nullable List<String>> pushed, Duration within);

        /** What entries are read over, whether callers are let through or not. */
        Optional<RedisSession> session();

        /** The same, if callers are let through. */
        Optional<RedisSession> openSession();

        /** See {@link Topology#agreedAt}. */
        OptionalLong agreedAt(RedisSession session, long now);
    }

    private final RedisAddress address;
    private final Surroundings surroundings;
    private final List<RedisWatch> watches = new CopyOnWriteArrayList<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable TrackedNodes tracked; // of the thread alone, as the next
    private boolean warned;

    Tracking(RedisAddress address, Surroundings surroundings) {
        this.address = address;
        this.surroundings = surroundings;
        thread = new Thread(this::run, "cacheplane-tracking");
        thread.setDaemon(true);
        thread.start();
    }

    RedisWatch watch(Watcher watcher) {
        RedisWatch watch = new RedisWatch(watcher, this);
        watches.add(watch);
        more();
        return watch;
    }

    @Override
    public void more() {
        news.release();
    }

    @Override
    public void end(RedisWatch watch) {
        watches.remove(watch);
        more();
    }

    private void run() {
        while (!closed) {
            Duration pause = tend();
            try {
                var unused = news.tryAcquire(pause.toMillis(), MILLISECONDS);
            } catch (InterruptedException e) {
                break;
            }
            news.drainPermits();
        }
        abandon();
    }

    /** Returns how long there is nothing more to do. */
    private Duration tend() {
        if (watches.isEmpty()) {
            abandon();
            return WITHOUT_WATCHERS;
        }
        try {
            Optional<RedisSession> session = surroundings.session();
            if (session.isPresent()) {
                beat(begun(session.get()), session.get());
            }
        } catch (StoreUnavailableException e) {
            abandon();
            Optional<String> refusal = RedisLink.refusal(e);
            if (refusal.isPresent()) {
                warn(refusal.get());
                return WHERE_REFUSED;
            }
            log.debug("No reports from Redis at {}: {}", address, e.getMessage());
        } catch (RuntimeException e) {
            abandon();
            if (!closed) { // then whatever Lettuce throws is no news
                log.error("No reports from Redis at {}", address, e);
            }
        }
        return Duration.ofMillis(BEAT_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS));
    }

    /** Connections on which all that is wanted is tracked, and of which all watchers know that reports have begun. */
    private TrackedNodes begun(RedisSession session) {
        Set<String> wanted = Prefixes.disjoint(
                watches.stream().flatMap(watch -> watch.wanted().stream()).collect(toUnmodifiableSet()));
        TrackedNodes current = tracked;
        if (current == null || !current.isUsable() || !current.takes(session.nodes(), wanted)) {
            abandon();
            current = new TrackedNodes(
                    session.nodes(), (node, within) -> surroundings.connect(node, this::pushed, within), PATIENCE);
            tracked = current;
        }
        current.track(wanted, PATIENCE);
        for (RedisWatch watch : watches) {
            boolean isTracked = // what has been added just now will be the next time
                    Prefixes.missing(watch.wanted(), current.prefixes()).isEmpty();
            if (isTracked && !watch.hasBegun(current)) {
                begin(watch, current);
            }
        }
        return current;
    }

    private void begin(RedisWatch watch, TrackedNodes current) {
        telling.lock();
        try {
            watch.begin(current, current.prefixes());
        } finally {
            telling.unlock();
        }
    }

    private void beat(TrackedNodes current, RedisSession session) {
        List<RedisWatch> begun =
                watches.stream().filter(watch -> watch.hasBegun(current)).toList();
        long sentAt = System.nanoTime();
        long millis = current.beat(PATIENCE);
        surroundings
                .agreedAt(session, sentAt)
                .ifPresent(agreedAt -> begun.forEach(watch -> watch.confirm(current, agreedAt)));
        if (warned) {
            warned = false;
            log.info("Redis at {} reports changes", address);
        }
        // Only to a server whose beat the hooks of an opening have seen: it says how old the data are that came back.
        surroundings
                .openSession()
                .filter(session::equals)
                .ifPresent(open -> begun.forEach(watch -> open.entries()
                        .beat(watch.watcher().beat(), millis, watch.watcher().warm())));
    }

    private void pushed(@Nullable List<String> keys) {
        telling.lock();
        try {
            for (RedisWatch watch : watches) {
                if (keys == null) {
                    watch.watcher().anythingChanged();
                } else {
                    watch.changed(keys);
                }
            }
        } finally {
            telling.unlock();
        }
    }

    private void abandon() {
        TrackedNodes old = tracked;
        tracked = null;
        if (old != null) {
            old.end();
        }
    }

    private void warn(String why) {
        if (!warned) {
            warned = true;
            log.warn(
                    "Redis at {} refuses to report changes ({}): nothing is kept in this process' own memory",
                    address,
                    why);
        }
    }

    /** Ends the reports; the thread ends soon after, see {@link #awaitEnd}. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    void awaitEnd(Duration within) throws InterruptedException {
        thread.join(within.toMillis());
    }
}
