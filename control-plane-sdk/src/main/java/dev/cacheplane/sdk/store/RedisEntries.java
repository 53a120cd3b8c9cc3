package dev.cacheplane.sdk.store;

import static io.lettuce.core.ScriptOutputType.INTEGER;
import static io.lettuce.core.ScriptOutputType.MULTI;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entries over one connection, without a gate: who fails is reported, and fails. */
final class RedisEntries implements Entries {
    private static final int SCAN_STEP = 1_000;

    private final StatefulRedisConnection<String, byte[]> connection;
    private final RedisAsyncCommands<String, byte[]> redis;
    private final Consumer<String> failed;
    private volatile boolean disconnected;

    /** @param failed told why, each time that Redis was out of reach, refused, or was too slow */
    RedisEntries(StatefulRedisConnection<String, byte[]> connection, Consumer<String> failed) {
        this.connection = connection;
        this.redis = connection.async();
        this.failed = failed;
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                report("connection lost");
            }
        });
    }

    boolean isConnected() {
        return connection.isOpen();
    }

    /** Ends the connection; its failures are no news any more. */
    void disconnect() {
        disconnected = true;
        var unused = connection.closeAsync();
    }

    private void report(String why) {
        if (!disconnected) {
            failed.accept(why);
        }
    }

    /** Goes once through what callers will need, who are less patient: Redis learns the scripts, and this JVM loads its classes. */
    void prepare(Duration within) {
        for (Script script : Script.values()) {
            call("SCRIPT LOAD", within, () -> redis.scriptLoad(script.text()));
        }
        read("probe", within);
        release("probe", "nobody", within);
    }

    /** Asks for an answer, and whether this node takes writes: a demoted or misconfigured one would answer a PING as well. */
    void probe(Duration within) {
        call("DEL", within, () -> redis.del(EntryKeys.of("probe").lease()));
    }

    @Override
    public Stored read(String key, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        EntryKeys keys = EntryKeys.of(key);
        RedisFuture<List<KeyValue<String, byte[]>>> both =
                sent("MGET", () -> redis.mget(keys.entry(), keys.metadata()));
        RedisFuture<Long> timeToLive = sent("PTTL", () -> redis.pttl(keys.entry()));
        List<KeyValue<String, byte[]>> found = answer("MGET", both, within, until);
        return new Stored(
                found.get(0).getValueOrElse(null),
                found.get(1).getValueOrElse(null),
                millis(answer("PTTL", timeToLive, within, until)));
    }

    @Override
    public boolean fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within) {
        return isDone(Script.FILL, key, within, utf8(token), payload, metadata, millis(timeToLive));
    }

    @Override
    public Acquisition acquire(String key, String token, Duration lease, byte @Nullable [] seen, Duration within) {
        List<?> reply;
        try {
            reply = (List<?>) run(
                    Script.ACQUIRE, MULTI, key, within, utf8(token), millis(lease), seen == null ? new byte[0] : seen);
        } catch (StoreUnavailableException e) {
            // It may run yet, and nobody would know that the lease is theirs: a release follows it on the same
            // connection.
            var unused = sent(
                    "RELEASE",
                    () -> redis.eval(
                            Script.RELEASE.text(), INTEGER, EntryKeys.of(key).all(), utf8(token)));
            throw e;
        }
        String outcome = new String((byte[]) reply.get(0), UTF_8);
        return switch (outcome) {
            case "taken" -> new Acquisition.Taken();
            case "held" -> new Acquisition.Held(millis((Long) reply.get(1)));
            case "changed" ->
                new Acquisition.Changed(
                        new Stored((byte[]) reply.get(1), (byte[]) reply.get(2), millis((Long) reply.get(3))));
            case "no room" -> new Acquisition.NoRoom();
            default -> throw new IllegalStateException("acquire.lua answers " + outcome);
        };
    }

    @Override
    public boolean renew(String key, String token, Duration lease, Duration within) {
        return isDone(Script.RENEW, key, within, utf8(token), millis(lease));
    }

    @Override
    public void release(String key, String token, Duration within) {
        isDone(Script.RELEASE, key, within, utf8(token));
    }

    @Override
    public boolean invalidate(String key, Duration within) {
        return isDone(Script.INVALIDATE, key, within);
    }

    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        ScanArgs matching = ScanArgs.Builder.limit(SCAN_STEP).match(glob, UTF_8);
        KeyScanCursor<String> page = call("SCAN", within, () -> redis.scan(ScanCursor.of(cursor), matching));
        return new KeyPage(page.getKeys(), page.isFinished() ? KeyPage.START : page.getCursor());
    }

    @Override
    public KeyPage scanLeases(String glob, String cursor, Duration within) {
        KeyPage leases = scanEntries(EntryKeys.leaseGlob(glob), cursor, within);
        return new KeyPage(leases.keys().stream().map(EntryKeys::entryOfLease).toList(), leases.next());
    }

    private boolean isDone(Script script, String key, Duration within, byte[]... arguments) {
        return (Long) run(script, INTEGER, key, within, arguments) == 1;
    }

    /** Runs a script by its digest, and by its text where Redis has forgotten it. */
    private Object run(Script script, ScriptOutputType type, String key, Duration within, byte[]... arguments) {
        long until = System.nanoTime() + within.toNanos();
        String[] keys = EntryKeys.of(key).all();
        RedisFuture<Object> byDigest = sent(script.name(), () -> redis.evalsha(script.digest(), type, keys, arguments));
        try {
            return value(byDigest, until);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw failure(script.name(), within, e);
            }
        } catch (TimeoutException | CancellationException e) {
            throw failure(script.name(), within, e);
        }
        return answer(
                script.name(),
                sent(script.name(), () -> redis.eval(script.text(), type, keys, arguments)),
                within,
                until);
    }

    private <T> T call(String command, Duration within, Supplier<RedisFuture<T>> sending) {
        long until = System.nanoTime() + within.toNanos();
        return answer(command, sent(command, sending), within, until);
    }

    private <T> RedisFuture<T> sent(String command, Supplier<RedisFuture<T>> sending) {
        try {
            return sending.get();
        } catch (RuntimeException e) { // whatever Lettuce throws of a connection that is being lost
            throw failure(command, Duration.ZERO, e);
        }
    }

    private <T> T answer(String command, RedisFuture<T> future, Duration within, long until) {
        try {
            return value(future, until);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw failure(command, within, e);
        }
    }

    /** Waits without heed of interrupts, for it is not for long; Lettuce's own timeouts fire up to 100 ms late. */
    private static <T> T value(RedisFuture<T> future, long until) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(until - System.nanoTime(), NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            future.cancel(false);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StoreUnavailableException failure(String command, Duration within, Exception e) {
        String why = e instanceof TimeoutException
                ? "no answer within " + within.toMillis() + " ms"
                : String.valueOf(
                        (e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e).getMessage());
        report(why);
        return new StoreUnavailableException("Redis " + command + ": " + why, e);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] millis(Duration duration) {
        return utf8(Long.toString(Math.max(1, duration.toMillis())));
    }

    /** What PTTL says; negative where there is no key or no expiry. */
    private static Duration millis(long pttl) {
        return Duration.ofMillis(Math.max(0, pttl));
    }
}
