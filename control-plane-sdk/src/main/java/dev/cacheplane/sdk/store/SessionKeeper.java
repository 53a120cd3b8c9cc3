package dev.cacheplane.sdk.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session with Redis, and closes and opens the gate to it. The gate closes when the connection is lost, Redis refuses, or the {@link Breaker} trips.
 * Then a thread of its own asks every 250 to 500 ms, after a while every second at most, over a new connection where the old one is lost. Nobody else does, and
 * when the answer came fast it runs the hooks and opens the gate. A connection that failed is never used again, so no command that was given up is sent once
 * more after a reconnect.
 */
final class SessionKeeper implements RedisLink.Outcomes, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SessionKeeper.class);

    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** A JVM that has just started takes its time to load what a connection needs: that is no failure of Redis'. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private static final int FIRST_PAUSE_MILLIS = 250;
    private static final int LATER_PAUSE_MILLIS = 500;
    private static final int FIRST_PAUSES = 6;
    private static final int OPENINGS = 50;
    private static final int PROBES_PER_CONNECTION = 3;

    private final RedisAddress address;
    private final Topology topology;
    private final Gate gate = new Gate(this::onThread);
    private final Breaker breaker = new Breaker();
    private final List<Consumer<Reopening>> hooks = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread named = new Thread(task, "cacheplane-redis");
        named.setDaemon(true);
        return named;
    });
    private volatile @Nullable RedisSession session;
    private @Nullable RedisSession known; // whose hooks have run; of the thread alone, as the next five
    private boolean troubled;
    private long settledAt = System.nanoTime();
    private Duration patience = FIRST_PATIENCE;
    private int unanswered;
    private int attempts;

    SessionKeeper(RedisAddress address, Topology topology) {
        this.address = address;
        this.topology = topology;
    }

    void start() {
        thread.execute(this::tend);
    }

    /** Waits until the first attempt has succeeded or failed. */
    void awaitFirstAttempt(Duration atMost) {
        try {
            var unused = firstAttempt.await(atMost.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Gate gate() {
        return gate;
    }

    void beforeReopening(Consumer<Reopening> hook) {
        hooks.add(hook);
    }

    /** The session, whether callers are let through or not. */
    Optional<RedisSession> session() {
        return Optional.ofNullable(session);
    }

    /** The session, if callers are let through: then the hooks have run on it. */
    Optional<RedisSession> openSession() {
        RedisSession now = session; // before the gate is looked at, which is closed before there is another
        return gate.isOpen() ? Optional.ofNullable(now) : Optional.empty();
    }

    private void tend() {
        try {
            if (!gate.isOpen()) {
                attempts++;
                reopen();
            } else if (session != null) {
                look(session);
            }
        } catch (StoreUnavailableException e) {
            failed(String.valueOf(e.getMessage()));
            if (++unanswered == PROBES_PER_CONNECTION) {
                abandonSession();
            }
        } catch (RuntimeException e) {
            if (!troubled && !thread.isShutdown()) { // then whatever Lettuce throws is no news
                log.error("Redis at {} stays closed: what must run before it is used has failed", address, e);
            }
            troubled = true;
        } finally {
            patience = PATIENCE;
            firstAttempt.countDown();
            tendAgain();
        }
    }

    /** A server that another has taken the place of answers as before, and what it answers is of no account. */
    private void look(RedisSession now) {
        topology.fault(now, PATIENCE).ifPresent(why -> {
            failed(why);
            abandonSession();
        });
    }

    /**
     * Tries at once again when somebody has closed the store meanwhile, for an invalidation that came too late for the hooks: where there is no end of invalidations one
     * try in a while would never fall between two of them.
     */
    private void reopen() {
        for (int tried = 1; !isReopened() && tried < OPENINGS; tried++) {
            log.debug("Closed again while it was being opened");
        }
    }

    private boolean isReopened() {
        long failures = gate.failures();
        RedisSession now = connected();
        long asked = System.nanoTime();
        now.entries().probe(patience);
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        unanswered = 0;
        if (!breaker.isFast(took)) {
            throw new StoreUnavailableException("it answers, but only after " + took.toMillis() + " ms");
        }
        boolean otherServer = known != null && !now.isAtServersOf(known);
        Reopening reopening = new Reopening(now.entries(), otherServer);
        hooks.forEach(hook -> hook.accept(reopening));
        known = now;
        settle(otherServer);
        breaker.reset();
        if (!gate.open(failures)) {
            return false;
        }
        attempts = 0;
        troubled = false;
        log.info("Connected to Redis at {}", address);
        return true;
    }

    private void settle(boolean otherServer) {
        long now = System.nanoTime();
        if (otherServer) {
            settledAt = now + topology.settling().toNanos();
        }
        if (settledAt - now > 0) {
            throw new StoreUnavailableException("it has only just taken the place of another");
        }
    }

    private RedisSession connected() {
        RedisSession now = session;
        if (now != null && now.link().isConnected()) {
            look(now);
            now = session;
        }
        if (now == null || !now.link().isConnected()) {
            abandonSession();
            now = topology.connect(patience, this);
            session = now;
        }
        return now;
    }

    private void abandonSession() {
        RedisSession old = session;
        session = null;
        unanswered = 0;
        if (old != null) {
            old.link().disconnect();
        }
    }

    private void tendAgain() {
        int least = attempts <= FIRST_PAUSES ? FIRST_PAUSE_MILLIS : LATER_PAUSE_MILLIS;
        int millis = least + ThreadLocalRandom.current().nextInt(least);
        try {
            var unused = thread.schedule(this::tend, millis, MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Closed", e);
        }
    }

    /** Where it may take its time: failures are noticed on callers' threads, and on the connection's own and its timer's, over which everybody's bytes move. */
    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("Closed", e);
        }
    }

    @Override
    public void answered(long took, Duration within) {
        if (gate.isOpen() && breaker.answered(took, within, System.nanoTime())) {
            failed("most calls take longer than half of the time they have");
        }
    }

    @Override
    public void unanswered(Duration within) {
        if (!gate.isOpen() || breaker.unanswered(within, System.nanoTime())) {
            failed("no answer within " + within.toMillis() + " ms");
        }
    }

    @Override
    public void failed(String why) {
        if (gate.fail()) {
            onThread(() -> log.warn("Redis connection failed ({}: {}); the app continues without cache", address, why));
        }
    }

    /** Ends the session; the thread ends soon after, see {@link #awaitEnd}. */
    @Override
    public void close() {
        thread.shutdownNow();
        gate.end();
        session = null;
    }

    void awaitEnd(Duration within) throws InterruptedException {
        var unused = thread.awaitTermination(within.toMillis(), MILLISECONDS);
    }
}
