package dev.cacheplane.sdk.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * Entries in one Redis (6.2 or later, or Valkey), over one connection that all threads share.
 *
 * <p>The first call that fails closes the store, with one warning for the whole outage. A thread of its own then asks every 250 to 500 ms, over a
 * new connection where the old one is lost, whether Redis is back. A connection that failed is never used again, so no command
 * that was given up is sent once more after a reconnect.
 */
public final class RedisStore implements CacheStore {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

    private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    /** A JVM that has just started takes its time to load what a connection needs: that is no failure of Redis'. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private static final int PROBE_EVERY_MILLIS = 250;
    private static final int PROBES_PER_CONNECTION = 3;

    private final RedisAddress address;
    private final RedisConnector connector;
    private final Gate gate = new Gate();
    private final List<Consumer<Reopening>> hooks = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final ScheduledExecutorService reopening = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cacheplane-redis");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable RedisEntries entries;
    private @Nullable RedisLink link; // of the reopening thread alone, as the next two
    private Duration patience = FIRST_PATIENCE;
    private int unanswered;

    private RedisStore(RedisAddress address) {
        this.address = address;
        this.connector = new RedisConnector(address);
    }

    /**
     * Starts connecting, and goes on until it works. Returns when the first attempt has succeeded or failed, after a second at most: a service that
     * starts beside a healthy Redis has it from its first request.
     */
    public static RedisStore connect(RedisAddress address) {
        RedisStore store = new RedisStore(address);
        store.reopening.execute(store::tend);
        try {
            store.firstAttempt.await(FIRST_ATTEMPT.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return store;
    }

    private void tend() {
        try {
            if (!gate.isOpen()) {
                reopen();
            }
        } catch (StoreUnavailableException e) {
            failed(String.valueOf(e.getMessage()));
            if (++unanswered == PROBES_PER_CONNECTION) {
                abandonConnection();
            }
        } catch (RuntimeException e) {
            log.error("Redis at {} stays closed: what must run before it is used has failed", address, e);
        } finally {
            patience = PATIENCE;
            firstAttempt.countDown();
            tendAgain();
        }
    }

    private void reopen() {
        long failures = gate.failures();
        RedisEntries redis = connected();
        redis.probe(patience);
        unanswered = 0;
        Reopening reopened = new Reopening(redis, false);
        hooks.forEach(hook -> hook.accept(reopened));
        if (gate.open(failures)) {
            log.info("Connected to Redis at {}", address);
        }
    }

    private RedisEntries connected() {
        RedisEntries redis = entries;
        RedisLink link = this.link;
        if (redis == null || link == null || !link.isConnected()) {
            abandonConnection();
            link = connector.connect(patience, this::failed);
            redis = new RedisEntries(link);
            this.link = link;
            entries = redis;
            redis.prepare(patience);
        }
        return redis;
    }

    private void abandonConnection() {
        RedisLink old = link;
        link = null;
        entries = null;
        unanswered = 0;
        if (old != null) {
            old.disconnect();
        }
    }

    private void tendAgain() {
        int millis = PROBE_EVERY_MILLIS + ThreadLocalRandom.current().nextInt(PROBE_EVERY_MILLIS);
        try {
            var unused = reopening.schedule(this::tend, millis, MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Closed", e);
        }
    }

    private void failed(String why) {
        if (gate.fail() && !reopening.isShutdown()) {
            log.warn("Redis connection failed ({}: {}); the app continues without cache", address, why);
        }
    }

    /** The entries, if callers are let through. */
    private Entries open() {
        RedisEntries redis = entries;
        if (redis == null || !gate.isOpen()) {
            throw new StoreUnavailableException("Redis at " + address + " is out of reach");
        }
        return redis;
    }

    @Override
    public Reading read(String key, Collection<String> generations, Duration within) {
        return open().read(key, generations, within);
    }

    @Override
    public Map<String, Generation> generations(Collection<String> names, Duration within) {
        return open().generations(names, within);
    }

    @Override
    public void bump(Collection<String> generations, Duration within) {
        open().bump(generations, within);
    }

    @Override
    public void bumpSoftly(Collection<String> generations, Duration within) {
        open().bumpSoftly(generations, within);
    }

    @Override
    public boolean fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within) {
        return open().fill(key, token, payload, metadata, timeToLive, within);
    }

    @Override
    public Acquisition acquire(String key, String token, Duration lease, byte @Nullable [] seen, Duration within) {
        return open().acquire(key, token, lease, seen, within);
    }

    @Override
    public boolean renew(String key, String token, Duration lease, Duration within) {
        return open().renew(key, token, lease, within);
    }

    @Override
    public void release(String key, String token, Duration within) {
        open().release(key, token, within);
    }

    @Override
    public void fail(String key, String token, Duration pause, Duration within) {
        open().fail(key, token, pause, within);
    }

    @Override
    public boolean invalidate(String key, Duration within) {
        return open().invalidate(key, within);
    }

    @Override
    public boolean soften(String key, Duration within) {
        return open().soften(key, within);
    }

    @Override
    public void bar(String key, String token, Duration lease, Duration within) {
        open().bar(key, token, lease, within);
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        return open().sinceBeat(beat, within);
    }

    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        return open().scanEntries(glob, cursor, within);
    }

    @Override
    public KeyPage scanLeases(String glob, String cursor, Duration within) {
        return open().scanLeases(glob, cursor, within);
    }

    @Override
    public boolean isOpen() {
        return gate.isOpen();
    }

    @Override
    public void closeUntilReplayed() {
        gate.close();
    }

    @Override
    public void beforeReopening(Consumer<Reopening> hook) {
        hooks.add(hook);
    }

    @Override
    public Watch watch(Watcher watcher) {
        return new NoWatch();
    }

    @Override
    public void close() {
        reopening.shutdownNow();
        gate.close();
        entries = null;
        connector.close();
    }
}
