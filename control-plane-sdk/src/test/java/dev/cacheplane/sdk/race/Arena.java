package dev.cacheplane.sdk.race;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.PlainRedis;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Two processes, as it were, a database and a Redis, and one who watches: where interleavings are forced. For one thread. */
final class Arena implements AutoCloseable {
    /** How long after an invalidation another process may be ignorant of it. Shorter than by default, so that it can be waited for often. */
    static final Duration BOUND = Duration.ofSeconds(1);

    static final CacheSettings SETTINGS =
            CacheSettings.ofDefaults().withRedisBudget(Duration.ofSeconds(20)).withBound(BOUND);
    private static final Duration POLL = Duration.ofMillis(2);

    private final AtomicInteger rows = new AtomicInteger();
    final RedisServer redis;
    final PlainRedis plain;
    final Rows database = new Rows(BOUND);
    final Verdict verdict;
    /** The writers' process, and another. */
    final Member here;

    final Member elsewhere;

    /** One process of the arena, with what stands between its cache and its store. */
    record Member(Node node, Interference between, CacheStore store) implements AutoCloseable {
        boolean reachesRedis() {
            try {
                store.scanEntries("reachable", "0", Duration.ofSeconds(5));
                return true;
            } catch (StoreUnavailableException e) {
                return false;
            }
        }

        /** Returns when Redis has the fills that have been sent; they are lost if it cannot be reached. */
        void awaitFills() {
            try {
                store.read("whatever", List.of(), Duration.ofSeconds(5));
            } catch (StoreUnavailableException e) {
                awaitRedis();
            }
        }

        void awaitRedis() {
            await().pollInterval(POLL).until(this::reachesRedis);
        }

        @Override
        public void close() {
            node.close();
            store.close();
        }
    }

    /** What a process caches with, given its store and what is between the two. */
    interface Building {
        Subject build(String name, CacheStore store, Interference between, PlainRedis plain);
    }

    /** An arena for the cache as it is. */
    static Arena ofEngines(RedisServer redis, Verdict verdict) {
        return new Arena(redis, verdict, (name, store, between, plain) -> new Engine(between.around(store), SETTINGS));
    }

    Arena(RedisServer redis, Verdict verdict, Building building) {
        this.redis = redis;
        this.verdict = verdict;
        plain = new PlainRedis(redis.uri());
        plain.forgetEverything();
        here = member("here", building);
        elsewhere = member("elsewhere", building);
    }

    private Member member(String name, Building building) {
        CacheStore store = RedisStore.connect(RedisAddress.parse(redis.uri().toString()));
        Interference between = new Interference();
        Node node = new Node(name, building.build(name, store, between, plain), database, verdict);
        Member member = new Member(node, between, store);
        member.awaitRedis();
        return member;
    }

    /** Brings an interleaving about with that many rows at once, new ones, and judges what is read. */
    void force(Interleaving kind, int batch) {
        verdict.about(kind);
        List<String> fresh = IntStream.range(0, batch)
                .mapToObj(i -> "r" + rows.incrementAndGet())
                .toList();
        kind.force(this, fresh);
        for (Member member : List.of(here, elsewhere)) {
            member.between().clear();
            member.awaitRedis();
        }
    }

    /** Waits until the newest version of each row must be known everywhere. */
    void awaitSettled(List<String> rows) {
        for (String row : rows) {
            await().pollInterval(POLL).until(() -> database.settled(row) == database.read(row));
        }
    }

    /** Waits until both processes are told of changes. */
    void awaitReports() {
        await().pollInterval(POLL).until(this::reportsCome);
    }

    private boolean reportsCome() {
        return here.between().reports().come() && elsewhere.between().reports().come();
    }

    /** Empties Redis, and waits until both processes have heard of it. */
    void flush() {
        long before = here.between().reports().flushes();
        long elsewhereBefore = elsewhere.between().reports().flushes();
        plain.forgetEverything();
        await().pollInterval(POLL)
                .until(() -> !reportsCome()
                        || (here.between().reports().flushes() > before
                                && elsewhere.between().reports().flushes() > elsewhereBefore));
    }

    void forced(Interleaving kind, long times) {
        for (long i = 0; i < times; i++) {
            verdict.forced(kind);
        }
    }

    /** An entry that is older than its row, with no computation under way and no invalidation outstanding, has come back to life. */
    void judgeStored(String row) {
        List.of(here, elsewhere).forEach(Member::awaitFills);
        byte[] payload = plain.payload(Engine.entry(row));
        if (payload != null && Long.parseLong(new String(payload, UTF_8)) < database.read(row)) {
            verdict.violation("Redis holds version " + new String(payload, UTF_8) + " of row " + row + ", which is at "
                    + database.read(row));
        }
    }

    @Override
    public void close() {
        here.close();
        elsewhere.close();
        plain.close();
    }
}
