package dev.cacheplane.sdk.store;

import static java.util.Comparator.comparingLong;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Servers that are asked at the same time who is in charge; of different answers the one of the latest failover counts. For one thread. */
final class Panel<T> {
    /**
     * What was found out.
     *
     * @param at when the first of those was asked who have answered
     * @param ofMost whether most of those who were asked have answered
     */
    record Finding<T>(T what, long at, boolean ofMost) {}

    private final Function<RedisPlace.Host, Witness<T>> calling;
    private final Map<RedisPlace.Host, Witness<T>> witnesses = new HashMap<>();

    /** @param calling makes a witness of a server */
    Panel(Function<RedisPlace.Host, Witness<T>> calling) {
        this.calling = calling;
    }

    /** Waits until most of these have answered, or all that will. Throws {@link StoreUnavailableException} if none has. */
    Finding<T> ask(Set<RedisPlace.Host> servers, Duration within) {
        dismissAllBut(servers);
        int most = servers.size() / 2 + 1;
        AtomicInteger outstanding = new AtomicInteger(servers.size());
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        List<CompletableFuture<Witness.Testimony<T>>> asked = new ArrayList<>();
        for (RedisPlace.Host server : servers) {
            CompletableFuture<Witness.Testimony<T>> answer =
                    witnesses.computeIfAbsent(server, calling).ask();
            asked.add(answer);
            var unused = answer.whenComplete((said, e) -> {
                boolean mostHave = e == null && answered.incrementAndGet() == most;
                if (outstanding.decrementAndGet() == 0 || mostHave) {
                    enough.complete(null);
                }
            });
        }
        await(enough, within);
        return finding(asked, most);
    }

    private void dismissAllBut(Collection<RedisPlace.Host> servers) {
        witnesses.entrySet().removeIf(witness -> {
            boolean gone = !servers.contains(witness.getKey());
            if (gone) {
                witness.getValue().end();
            }
            return gone;
        });
    }

    private static <T> Finding<T> finding(List<CompletableFuture<Witness.Testimony<T>>> asked, int most) {
        List<Witness.Testimony<T>> said = asked.stream()
                .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        Witness.Answer<T> newest = said.stream()
                .map(Witness.Testimony::answer)
                .max(comparingLong(Witness.Answer::epoch))
                .orElseThrow(() -> new StoreUnavailableException("nobody says who is in charge"));
        long at = said.stream().mapToLong(Witness.Testimony::askedAt).min().orElseThrow();
        return new Finding<>(newest.what(), at, said.size() >= most);
    }

    private static void await(CompletableFuture<Void> enough, Duration within) {
        try {
            enough.get(within.toNanos(), NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // those who have answered count
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
