package dev.cacheplane.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.cache.Lookup;
import dev.cacheplane.sdk.cache.TaggingLoader;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.cache.Ticket;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random calls of two caches over one store answer as the model does. {@code -Dmodel.seed=} repeats one run, {@code -Dmodel.runs=} makes more of them. */
class ModelTest {
    private static final ServiceName SERVICE = new ServiceName("model");
    private static final EndpointId ENDPOINT = EndpointId.of("/rows/{id}");
    private static final TypeOf<Integer> VERSION = TypeOf.of(Integer.class);
    private static final List<String> ROWS = List.of("a", "b", "c");
    private static final CacheSettings SETTINGS = CacheSettings.ofDefaults();
    private static final int STEPS = 400;

    private final FixedPolicies policies = new FixedPolicies(PolicySet.empty(SERVICE, new Revision("model", 0)));
    private final Model model = new Model(Duration.ofSeconds(10), SETTINGS.lease());
    private final List<Given> tickets = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    private record Given(Ticket<Integer> ticket, String row, int version, int number) {}

    static LongStream seeds() {
        Long one = Long.getLong("model.seed");
        long first = System.nanoTime();
        return one != null ? LongStream.of(one) : LongStream.range(first, first + Integer.getInteger("model.runs", 20));
    }

    @ParameterizedTest(name = "-Dmodel.seed={0}")
    @MethodSource("seeds")
    void theCacheAnswersAsTheModelDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        configure(true, Duration.ofSeconds(10));
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache one = cache(store);
                Cache other = cache(store)) {
            IntStream.range(0, STEPS).forEach(step -> step(random, random.nextBoolean() ? one : other));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "-Dmodel.seed=" + seed + " after … "
                            + String.join(", ", history.subList(Math.max(0, history.size() - 40), history.size())),
                    e);
        }
    }

    private Cache cache(MemoryStore store) {
        return new Cache(SERVICE, policies, store, new JsonCodec(), SETTINGS, List.of(), () -> now);
    }

    private void configure(boolean caching, Duration timeToLive) {
        PolicySet current = policies.current();
        policies.change(current.withEndpoint(
                ENDPOINT,
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, caching).with(PolicyField.TTL, timeToLive),
                current.revision().next()));
        model.switchCaching(caching);
        model.live(timeToLive);
    }

    private void step(SplittableRandom random, Cache cache) {
        String row = ROWS.get(random.nextInt(ROWS.size()));
        CacheKey key = cache.key("/rows/" + row);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> getOrLoad(cache, key, row);
            case 4, 5 -> get(cache, key, row);
            case 6, 7 -> put(cache, random);
            case 8 -> {
                told("invalidate " + row, cache.invalidate(key));
                model.invalidate(row, now);
            }
            case 9 -> {
                told("invalidateSoftly " + row, cache.invalidateSoftly(key));
                model.soften(row);
            }
            case 10 -> bump(random, cache, row);
            case 11 -> update(cache, key, row);
            case 12 -> {
                history.add("clear");
                assertThat(cache.clear("cache:model:/rows/*").count())
                        .isEqualTo(ROWS.stream()
                                .filter(each -> model.invalidate(each, now))
                                .count());
            }
            case 13 -> {
                boolean caching = random.nextInt(3) > 0;
                Duration timeToLive = Duration.ofSeconds(1 + random.nextInt(10));
                history.add("caching " + (caching ? "for " + timeToLive.toSeconds() + " s" : "off"));
                configure(caching, timeToLive);
            }
            default -> pass(random);
        }
    }

    private void getOrLoad(Cache cache, CacheKey key, String row) {
        Integer cached = model.cached(row, now);
        if (cached == null && model.isCaching() && model.isLeased(row, now)) {
            return; // it would wait for who has the ticket
        }
        history.add("getOrLoad " + row);
        TaggingLoader<Integer, RuntimeException> loader = tags -> {
            tags.add(row);
            return model.version(row);
        };
        Cached<Integer> got = cache.getOrLoad(key, VERSION, loader);
        if (cached == null || (model.mayBeRenewed(row, now) && !got.cached())) {
            assertThat(got).isEqualTo(new Cached<>(model.version(row), false));
            model.loaded(row, now);
        } else {
            assertThat(got).isEqualTo(new Cached<>(cached, true));
        }
    }

    private void get(Cache cache, CacheKey key, String row) {
        history.add("get " + row);
        Integer cached = model.cached(row, now);
        Lookup<Integer> found = cache.get(key, VERSION);
        if (found instanceof Lookup.Miss<Integer> miss) {
            assertThat(cached == null || model.mayBeRenewed(row, now)).isTrue();
            int number = tickets.size();
            tickets.add(new Given(miss.ticket(), row, model.version(row), number));
            if (model.isCaching() && !model.isLeased(row, now)) {
                model.lease(row, number, now);
            }
        } else {
            assertThat(found).isEqualTo(new Lookup.Hit<>(cached));
        }
    }

    private void put(Cache cache, SplittableRandom random) {
        if (tickets.isEmpty()) {
            return;
        }
        Given given = tickets.get(Math.max(0, tickets.size() - 1 - random.nextInt(4)));
        history.add("put " + given.row() + " with ticket " + given.number());
        assertThat(cache.put(given.ticket(), given.version()))
                .isEqualTo(model.put(given.row(), given.number(), given.version(), now));
    }

    private void bump(SplittableRandom random, Cache cache, String row) {
        switch (random.nextInt(3)) {
            case 0 -> {
                told("invalidate the service", cache.invalidate(Target.service()));
                model.bump("service");
            }
            case 1 -> {
                told("invalidate the endpoint", cache.invalidate(Target.endpoint("/rows/{id}")));
                model.bump("endpoint");
            }
            default -> {
                told("invalidate the tag " + row, cache.invalidate(Target.tag(row)));
                model.bump("tag " + row);
            }
        }
    }

    private void update(Cache cache, CacheKey key, String row) {
        told(
                "update " + row,
                cache.update(List.of(key), () -> {
                            model.update(row);
                            return row;
                        })
                        .invalidation());
        model.invalidate(row, now);
    }

    private void told(String what, Invalidation outcome) {
        history.add(what);
        assertThat(outcome).isEqualTo(Invalidation.APPLIED);
    }

    /** Up to three seconds. Not to the very end of anything: in which millisecond it ends is the store's own matter. */
    private void pass(SplittableRandom random) {
        now += random.nextInt(3_000) * 1_000_000L;
        while (model.isOnTheBrink(now, Duration.ofMillis(3))) {
            now += 1_000_000L;
        }
        history.add("at " + now / 1_000_000L);
    }
}
