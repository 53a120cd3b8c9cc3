package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection, over which commands are sent and answers waited for, for a while. Without a gate: who fails is reported, and fails. */
final class RedisLink {
    static final RedisCodec<String, byte[]> CODEC = new EntryCodec();

    /** How calls end. Told on the callers' threads, and on the connection's and its timer's, which must not be blocked. */
    interface Outcomes {
        /**
         * There was an answer.
         *
         * @param took in nanoseconds
         */
        void answered(long took, Duration within);

        /** There was no answer in time. */
        void unanswered(Duration within);

        /** The connection is lost, or Redis refused. */
        void failed(String why);
    }

    /** For whom nothing follows from how calls end but their own failure. */
    static final Outcomes UNHEEDED = new Outcomes() {
        @Override
        public void answered(long took, Duration within) {}

        @Override
        public void unanswered(Duration within) {}

        @Override
        public void failed(String why) {}
    };

    /** What a cluster says of keys whose slot is just being moved: the others are well. */
    private static final Pattern OF_ONE_SLOT = Pattern.compile("^(ASK|TRYAGAIN) ");

    private static final Pattern FOR_GOOD = Pattern.compile("^(ERR (?!max number of clients)|NOPERM |NOPROTO )");

    private final StatefulRedisConnection<String, byte[]> connection;
    private final Outcomes outcomes;
    private volatile boolean disconnected;

    RedisLink(StatefulRedisConnection<String, byte[]> connection, Outcomes outcomes) {
        this.connection = connection;
        this.outcomes = outcomes;
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

    void onPush(PushListener listener) {
        connection.addListener(listener);
    }

    RedisAsyncCommands<String, byte[]> commands() {
        return connection.async();
    }

    /** Sends commands in one piece. */
    void send(String name, List<? extends AsyncCommand<String, byte[], ?>> commands) {
        var unused = sent(name, () -> connection.dispatch(commands));
    }

    <T> T call(String command, Duration within, Supplier<RedisFuture<T>> sending) {
        long until = System.nanoTime() + within.toNanos();
        return answer(command, sent(command, sending), within, until);
    }

    <T> T sent(String command, Supplier<T> sending) {
        try {
            return sending.get();
        } catch (RuntimeException e) { // whatever Lettuce throws of a connection that is being lost
            throw failure(command, Duration.ZERO, e);
        }
    }

    <T> T answer(String command, Future<T> future, Duration within, long until) {
        try {
            return value(future, within, until);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw failure(command, within, e);
        }
    }

    /** As {@link #answer}; what Redis says if it has no room for what was asked. Null is an answer like any other. */
    @Nullable
    String answerOrFull(String command, RedisFuture<String> future, Duration within, long until) {
        try {
            return value(future, within, until);
        } catch (ExecutionException e) {
            String message = e.getCause() instanceof RedisCommandExecutionException
                    ? e.getCause().getMessage()
                    : null;
            if (message != null && message.startsWith("OOM")) {
                return message;
            }
            throw failure(command, within, e);
        } catch (TimeoutException | CancellationException e) {
            throw failure(command, within, e);
        }
    }

    /** Runs a script by its digest, and by its text where Redis has forgotten it. */
    Object run(Script script, ScriptOutputType type, String[] keys, Duration within, byte[]... arguments) {
        long until = System.nanoTime() + within.toNanos();
        RedisAsyncCommands<String, byte[]> redis = commands();
        RedisFuture<Object> byDigest = sent(script.name(), () -> redis.evalsha(script.digest(), type, keys, arguments));
        return answer(script, byDigest, () -> redis.eval(script.text(), type, keys, arguments), within, until);
    }

    /** The answer of a script that was sent by its digest; where Redis has forgotten it, {@code byText} is sent. */
    <T> T answer(Script script, Future<T> byDigest, Supplier<? extends Future<T>> byText, Duration within, long until) {
        try {
            return value(byDigest, within, until);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw failure(script.name(), within, e);
            }
        } catch (TimeoutException | CancellationException e) {
            throw failure(script.name(), within, e);
        }
        return answer(script.name(), sent(script.name(), byText), within, until);
    }

    /** As {@link #answer(Script, Future, Supplier, Duration, long)}, for which nobody waits: it fails with {@link StoreUnavailableException} alone. */
    <T> CompletableFuture<T> later(
            Script script, RedisFuture<T> byDigest, Supplier<RedisFuture<T>> byText, Duration within) {
        return sent(script.name(), () -> limited(byDigest, within))
                .exceptionallyCompose(e -> cause(e) instanceof RedisNoScriptException
                        ? limited(sent(script.name(), byText), within)
                        : CompletableFuture.failedFuture(cause(e)))
                .exceptionally(e -> {
                    throw failure(script.name(), within, cause(e));
                });
    }

    /** The same, given up after a while: Lettuce's timer is a wheel whose next turn wakes nobody. */
    private <T> CompletableFuture<T> limited(RedisFuture<T> future, Duration within) {
        long sentAt = System.nanoTime();
        CompletableFuture<T> answer = future.toCompletableFuture();
        TimerTask end = late -> answer.completeExceptionally(new TimeoutException());
        Timeout limit = connection.getResources().timer().newTimeout(end, within.toNanos(), NANOSECONDS);
        return answer.whenComplete((value, e) -> {
            limit.cancel();
            long took = System.nanoTime() - sentAt;
            if (e == null && took <= within.toNanos()) {
                outcomes.answered(took, within);
            } else if (e == null) { // before the wheel has turned
                outcomes.unanswered(within);
            }
        });
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e.getCause();
        return (e instanceof ExecutionException || e instanceof CompletionException) && cause != null ? cause : e;
    }

    /** What Redis says when asked, or nothing if this user may not ask, or this Redis does not know. */
    <T> Optional<T> unlessRefused(String command, Duration within, Supplier<RedisFuture<T>> sending) {
        long until = System.nanoTime() + within.toNanos();
        try {
            return Optional.of(value(sent(command, sending), within, until));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException) {
                return Optional.empty();
            }
            throw failure(command, within, e);
        } catch (TimeoutException | CancellationException e) {
            throw failure(command, within, e);
        }
    }

    /** What Redis said to a question that it will not answer the next time either; empty for any other failure. */
    static Optional<String> refusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause instanceof RedisCommandExecutionException ? cause.getMessage() : null;
            if (message != null && FOR_GOOD.matcher(message).find()) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Waits without heed of interrupts, for it is not for long; Lettuce's own timeouts fire up to 100 ms late. */
    private <T> T value(Future<T> future, Duration within, long until) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    T value = future.get(until - System.nanoTime(), NANOSECONDS);
                    outcomes.answered(within.toNanos() - (until - System.nanoTime()), within);
                    return value;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (!future.isDone()) {
                future.cancel(false);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private StoreUnavailableException failure(String command, Duration within, Throwable e) {
        if (e instanceof StoreUnavailableException known) {
            return known;
        }
        String why;
        if (e instanceof TimeoutException) {
            why = "no answer within " + within.toMillis() + " ms";
            if (!disconnected) {
                outcomes.unanswered(within);
            }
        } else {
            why = reason(cause(e));
            if (!OF_ONE_SLOT.matcher(why).find()) {
                report(why);
            }
        }
        return new StoreUnavailableException("Redis " + command + ": " + why, e);
    }

    /** What an exception says of itself; at least what it is. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    /** What has failed without a caller to hear of it. */
    void report(String why) {
        if (!disconnected) {
            outcomes.failed(why);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] millis(Duration duration) {
        return utf8(Long.toString(Math.max(1, duration.toMillis())));
    }

    /** What PTTL says; negative where there is no key or no expiry. */
    static Duration millis(long pttl) {
        return Duration.ofMillis(Math.max(0, pttl));
    }
}
