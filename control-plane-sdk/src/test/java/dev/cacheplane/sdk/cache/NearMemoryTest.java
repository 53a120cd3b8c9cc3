package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept in this process' memory: for how long, how much of it, and who gets which object. Time is the test's own. */
class NearMemoryTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    private final PolicySettings cached =
            PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, TTL);
    private final List<CacheEvent> told = new ArrayList<>();
    private long now = 1_000_000_000_000L;

    @Test
    void itIsServedUntilItIsFreshNoMore() {
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, CacheSettings.ofDefaults(), new JsonCodec(), cached)) {
            readTwice(cache, "/a");
            now += TTL.minusMillis(2).toNanos();
            assertThat(isNear(cache, "/a")).isTrue();
            now += Duration.ofMillis(2).toNanos();
            assertThat(isNear(cache, "/a")).isFalse();
        }
    }

    @Test
    void somethingStaleIsServedAsWithoutIt() {
        PolicySettings revalidated = cached.with(PolicyField.STALE_WHILE_REVALIDATE, TTL);
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, CacheSettings.ofDefaults(), new JsonCodec(), revalidated)) {
            readTwice(cache, "/a");
            now += TTL.toNanos();
            assertThat(read(cache, "/a").cached()).isTrue();
            assertThat(told).hasAtLeastOneElementOfType(CacheEvent.StaleServed.class);
        }
    }

    @Test
    void whereAComputationIsLongSomebodyMakesItAnewBeforeItsEnd() {
        int early = 0;
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, CacheSettings.ofDefaults(), new JsonCodec(), cached)) {
            for (int i = 0; i < 200; i++) {
                String path = "/long/" + i;
                cache.getOrLoad(cache.key(path), String.class, () -> {
                    now += Duration.ofSeconds(5).toNanos();
                    return "a";
                });
                read(cache, path);
                now += Duration.ofMillis(9_900).toNanos();
                early += isNear(cache, path) ? 0 : 1;
            }
        }
        assertThat(early).isGreaterThan(150); // 98 of 100 draws of an exponential of 5 s are over 0.1 s
    }

    @Test
    void itTakesSoManyBytesAtMost() {
        CacheSettings settings = CacheSettings.ofDefaults().withNearBytes(100_000);
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, settings, new JsonCodec(), cached)) {
            IntStream.range(0, 200).forEach(i -> readTwice(cache, "/" + i));
            long kept =
                    IntStream.range(0, 200).filter(i -> isNear(cache, "/" + i)).count();
            assertThat(kept).isBetween(50L, 64L); // of 1,000 bytes and what goes with them
        }
    }

    @Test
    void whatWasCompressedWeighsWhatItUnpacksTo() {
        CacheSettings settings = CacheSettings.ofDefaults().withNearBytes(100_000);
        PolicySettings compressed = cached.with(PolicyField.COMPRESS_ABOVE_BYTES, Optional.of(100L));
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, settings, new JsonCodec(), compressed)) {
            IntStream.range(0, 200).forEach(i -> readTwice(cache, "/" + i));
            long kept =
                    IntStream.range(0, 200).filter(i -> isNear(cache, "/" + i)).count();
            assertThat(kept).isBetween(50L, 64L);
        }
    }

    @Test
    void allWhoGetItGetOneObjectUnlessTheCodecHandsOutOthers() {
        Codec copying = new CopyingCodec();
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache sharing = cache(store, CacheSettings.ofDefaults(), new JsonCodec(), cached);
                Cache careful = cache(store, CacheSettings.ofDefaults(), copying, cached)) {
            readTwice(sharing, "/a");
            Object shared = read(sharing, "/a").value();
            assertThat(read(sharing, "/a").value()).isSameAs(shared);
            readTwice(careful, "/a");
            told.clear();
            Object copied = read(careful, "/a").value();
            assertThat(read(careful, "/a").value()).isEqualTo(copied).isNotSameAs(copied);
            assertThat(told).hasSize(2).allMatch(event -> event instanceof CacheEvent.Hit hit && hit.near());
        }
    }

    @Test
    void whoChangesWhatACopyingCodecGaveHimChangesItForNobodyElse() {
        TypeOf<List<String>> type = new TypeOf<>() {};
        Codec copying = new CopyingCodec() {
            @Override
            @SuppressWarnings("unchecked") // lists alone are read here
            public <T> T handOut(T value, TypeOf<T> type) {
                return (T) new ArrayList<>((List<String>) value);
            }
        };
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, CacheSettings.ofDefaults(), copying, cached)) {
            for (int i = 0; i < 4; i++) {
                List<String> mine = Objects.requireNonNull(
                        cache.getOrLoad(cache.key("/list"), type, () -> new ArrayList<>(List.of("a")))
                                .value());
                assertThat(mine).containsExactly("a");
                mine.add("b");
            }
            assertThat(told.get(told.size() - 1))
                    .isEqualTo(new CacheEvent.Hit("", "cache:product-service:/list", true));
        }
    }

    @Test
    void whatACodecCannotHandOutIsReadFromTheStore() {
        Codec failing = new CopyingCodec() {
            @Override
            public <T> T handOut(T value, TypeOf<T> type) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (MemoryStore store = new MemoryStore(() -> now);
                Cache cache = cache(store, CacheSettings.ofDefaults(), failing, cached)) {
            readTwice(cache, "/a");
            assertThat(read(cache, "/a").cached()).isTrue();
            assertThat(isNear(cache, "/a")).isFalse();
        }
    }

    /** As {@link JsonCodec}, but that everybody gets a text of their own. */
    private static class CopyingCodec implements Codec {
        private final JsonCodec json = new JsonCodec();

        @Override
        public <T> byte[] encode(T value, TypeOf<T> type) {
            return json.encode(value, type);
        }

        @Override
        public <T> T decode(byte[] payload, TypeOf<T> type) {
            return Objects.requireNonNull(json.decode(payload, type));
        }

        @Override
        @SuppressWarnings({"unchecked", "StringCopy"}) // texts alone are read here; the copy is what is tested
        public <T> T handOut(T value, TypeOf<T> type) {
            return (T) new String((String) value);
        }
    }

    private Cache cache(MemoryStore store, CacheSettings settings, Codec codec, PolicySettings policy) {
        PolicySet policies =
                PolicySet.empty(Instance.SERVICE, Revision.NONE).withServiceDefaults(policy, new Revision("fixed", 1));
        return new Cache(
                Instance.SERVICE, new FixedPolicies(policies), store, codec, settings, List.of(told::add), () -> now);
    }

    private static Cached<String> read(Cache cache, String path) {
        return cache.getOrLoad(cache.key(path), String.class, () -> "x".repeat(1_000));
    }

    private static void readTwice(Cache cache, String path) {
        read(cache, path);
        read(cache, path);
    }

    private boolean isNear(Cache cache, String path) {
        told.clear();
        Lookup<String> found = cache.get(cache.key(path), String.class);
        return found instanceof Lookup.Hit && told.get(0) instanceof CacheEvent.Hit hit && hit.near();
    }
}
