package dev.cacheplane.sdk.race;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.cache.Invalidation;
import dev.cacheplane.sdk.cache.JsonCodec;
import dev.cacheplane.sdk.cache.TaggingLoader;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.CacheStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** The cache of this project. Rows whose names begin with {@code stale} may be served stale; a row's value bears its name as a tag, which only its loader knows. */
final class Engine implements Subject {
    static final ServiceName SERVICE = new ServiceName("race");

    private static final TypeOf<Long> LONG = TypeOf.of(Long.class);

    private final Cache cache;

    /** @param store closed by whoever made it */
    Engine(CacheStore store, CacheSettings settings) {
        FixedPolicies policies = new FixedPolicies(PolicySet.empty(SERVICE, new Revision("race", 0)));
        PolicySettings on =
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofMinutes(5));
        change(policies, "/rows/{id}", on);
        change(policies, "/stale/{id}", on.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(5)));
        cache = new Cache(SERVICE, policies, store, new JsonCodec(), settings, List.of(), System::nanoTime);
    }

    private static void change(FixedPolicies policies, String endpoint, PolicySettings settings) {
        PolicySet current = policies.current();
        policies.change(current.withEndpoint(
                EndpointId.of(endpoint), settings, current.revision().next()));
    }

    /** The row's key in Redis. */
    static String entry(String row) {
        return "cache:race:" + path(row);
    }

    private static String path(String row) {
        return (row.startsWith("stale") ? "/stale/" : "/rows/") + row;
    }

    private CacheKey key(String row) {
        return cache.key(path(row));
    }

    @Override
    public long read(String row, LongSupplier load) {
        TaggingLoader<Long, RuntimeException> loader = tags -> {
            long version = load.getAsLong();
            tags.add(row);
            return version;
        };
        return Objects.requireNonNull(cache.getOrLoad(key(row), LONG, loader).value());
    }

    @Override
    public boolean write(String row, How how, Runnable update) {
        if (how == How.AS_AN_UPDATE) {
            return cache.update(List.of(key(row)), () -> {
                                update.run();
                                return row;
                            })
                            .invalidation()
                    == Invalidation.APPLIED;
        }
        update.run();
        Invalidation outcome = switch (how) {
            case BY_TAG -> cache.invalidate(Target.tag(row));
            case BY_ENDPOINT -> cache.invalidate(Target.endpoint("/rows/{id}"));
            case BY_SERVICE -> cache.invalidate(Target.service());
            case SOFTLY -> cache.invalidateSoftly(key(row));
            default -> cache.invalidate(key(row));
        };
        return outcome == Invalidation.APPLIED;
    }

    @Override
    public void close() {
        cache.close();
    }
}
