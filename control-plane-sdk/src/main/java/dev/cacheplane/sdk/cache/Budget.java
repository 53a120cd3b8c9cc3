package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How long one call may still wait for the store, all its questions together. A question is asked only while a quarter is left: with less, a store that is
 * merely not fast would be taken for lost. Of one thread.
 */
final class Budget {
    private final LongSupplier nanoClock;
    private final long least;
    private long left;

    Budget(Duration total, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.left = total.toNanos();
        this.least = left / 4;
    }

    /** @throws StoreUnavailableException if the store throws it, or the budget is spent */
    <R> R spend(Function<Duration, R> question) {
        if (left < least) {
            throw new StoreUnavailableException("The store has been waited for long enough");
        }
        long asked = nanoClock.getAsLong();
        try {
            return question.apply(Duration.ofNanos(left));
        } finally {
            left -= nanoClock.getAsLong() - asked;
        }
    }

    /** What has been asked for, or {@code instead} if it does not come while there is something left. Goes on waiting when it is interrupted, as the store does. */
    <R> R await(CompletableFuture<R> coming, R instead) {
        if (coming.isDone()) {
            return coming.join();
        }
        long asked = nanoClock.getAsLong();
        long until = System.nanoTime() + Math.max(0, left);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return coming.get(until - System.nanoTime(), NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return instead;
        } catch (ExecutionException e) {
            throw new IllegalArgumentException("must not fail", e);
        } finally {
            left -= nanoClock.getAsLong() - asked;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #spend}, where nothing is answered. */
    void run(Consumer<Duration> order) {
        spend(within -> {
            order.accept(within);
            return true;
        });
    }
}
