package dev.cacheplane.sdk.store;

import static java.util.Comparator.comparingLong;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The master that sentinels name. All are asked at the same time, before each connection and a few times a second from then on: a master that was replaced may
 * live on, or come back, and take what is said to it for a while. Of different answers the one of the latest failover counts.
 */
final class Sentinels implements Topology {
    /** Longer than the longest pause between two attempts of another process, and its connecting. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** What most of the sentinels have said together, or those who have answered. */
    private record Agreement(RedisPlace.Host master, long at, boolean ofMost) {}

    private final String group;
    private final RedisConnector connector;
    private final List<Sentinel> sentinels;
    private volatile @Nullable Agreement latest;

    Sentinels(RedisPlace.Sentinels group, RedisConnector connector) {
        this.group = group.master();
        this.connector = connector;
        this.sentinels = group.sentinels().stream()
                .map(sentinel -> new Sentinel(() -> connector.connectToSentinel(sentinel)))
                .toList();
    }

    @Override
    public RedisSession connect(Duration within, RedisLink.Outcomes outcomes) {
        long until = System.nanoTime() + within.toNanos();
        RedisPlace.Host master = ask(within).master();
        Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        return RedisSession.of(master, connector.connect(master, left, outcomes), left);
    }

    @Override
    public Optional<String> fault(RedisSession session, Duration within) {
        try {
            RedisPlace.Host master = ask(within).master();
            return isAt(session, master) ? Optional.empty() : Optional.of("the master is " + master + " now");
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong agreedAt(RedisSession session, long now) {
        Agreement agreement = latest;
        return agreement != null && agreement.ofMost() && isAt(session, agreement.master())
                ? OptionalLong.of(Math.min(now, agreement.at()))
                : OptionalLong.empty();
    }

    @Override
    public Duration settling() {
        return SETTLING;
    }

    private static boolean isAt(RedisSession session, RedisPlace.Host master) {
        return session.nodes().get(0).place().equals(master);
    }

    /** Waits until most have answered, or all that will. */
    private Agreement ask(Duration within) {
        int most = sentinels.size() / 2 + 1;
        AtomicInteger outstanding = new AtomicInteger(sentinels.size());
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        List<CompletableFuture<Sentinel.Answer>> asked = new ArrayList<>();
        for (Sentinel sentinel : sentinels) {
            CompletableFuture<Sentinel.Answer> answer = sentinel.ask(group);
            asked.add(answer);
            var unused = answer.whenComplete((said, e) -> {
                boolean mostHave = e == null && answered.incrementAndGet() == most;
                if (outstanding.decrementAndGet() == 0 || mostHave) {
                    enough.complete(null);
                }
            });
        }
        await(enough, within);
        List<Sentinel.Answer> answers = asked.stream()
                .filter(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        Sentinel.Answer newest = answers.stream()
                .max(comparingLong(Sentinel.Answer::epoch))
                .orElseThrow(() -> new StoreUnavailableException("no sentinel names the master " + group));
        long at = answers.stream().mapToLong(Sentinel.Answer::askedAt).min().orElseThrow();
        Agreement agreement = new Agreement(newest.master(), at, answers.size() >= most);
        latest = agreement;
        return agreement;
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
