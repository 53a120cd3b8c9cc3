package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One server that is asked the same again and again, over a connection that is kept while it works. For one thread. */
final class Witness<T> {
    /** A question that is not answered for so long never will be. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(3);

    /** @param epoch by which the latest of several answers is known: it grows with each failover */
    record Answer<T>(T what, long epoch) {}

    /** @param askedAt by {@link System#nanoTime} */
    record Testimony<T>(Answer<T> answer, long askedAt) {}

    private final Supplier<CompletableFuture<RedisLink>> connecting;
    private final Function<RedisLink, CompletableFuture<Answer<T>>> question;
    private @Nullable CompletableFuture<RedisLink> connection;
    private @Nullable CompletableFuture<Testimony<T>> asked;
    private long askedAt;

    Witness(
            Supplier<CompletableFuture<RedisLink>> connecting,
            Function<RedisLink, CompletableFuture<Answer<T>>> question) {
        this.connecting = connecting;
        this.question = question;
    }

    /** Asks, unless an answer is being waited for. */
    CompletableFuture<Testimony<T>> ask() {
        long now = System.nanoTime();
        CompletableFuture<Testimony<T>> before = asked;
        if (before != null && !before.isDone() && now - askedAt < GIVEN_UP.toNanos()) {
            return before;
        }
        if (before != null && (!before.isDone() || before.isCompletedExceptionally())) {
            end();
        }
        CompletableFuture<RedisLink> link = connection;
        if (link == null) {
            link = connecting.get();
            connection = link;
        }
        CompletableFuture<Testimony<T>> asking =
                link.thenCompose(question).thenApply(answer -> new Testimony<>(answer, now));
        asked = asking;
        askedAt = now;
        return asking;
    }

    void end() {
        CompletableFuture<RedisLink> old = connection;
        connection = null;
        if (old != null) {
            var unused = old.thenAccept(RedisLink::disconnect);
        }
    }
}
