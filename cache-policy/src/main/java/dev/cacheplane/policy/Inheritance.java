package dev.cacheplane.policy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoint inherits from service, service from global, global from the built-in defaults; field by field. */
final class Inheritance {
    private static final PolicyLevel[] MOST_SPECIFIC_FIRST = {
        PolicyLevel.ENDPOINT, PolicyLevel.SERVICE, PolicyLevel.GLOBAL
    };

    private Inheritance() {}

    /**
     * @param endpoint the endpoint's own level, or null where no endpoint is configured
     * @param removedAt see {@link PolicySet#removedAt()}
     */
    static EffectivePolicy resolve(
            PolicyLayer global,
            PolicyLayer service,
            @Nullable PolicyLayer endpoint,
            @Nullable EndpointId matched,
            long removedAt) {
        Map<PolicyLevel, PolicyLayer> layers = new EnumMap<>(PolicyLevel.class);
        layers.put(PolicyLevel.GLOBAL, global);
        layers.put(PolicyLevel.SERVICE, service);
        if (endpoint != null) {
            layers.put(PolicyLevel.ENDPOINT, endpoint);
        }
        PolicySettings settings = PolicySettings.EMPTY;
        Map<PolicyField<?>, PolicyLevel> sources = new HashMap<>();
        for (PolicyField<?> field : PolicyField.all()) {
            PolicyLevel source = source(field, layers);
            sources.put(field, source);
            PolicyLayer layer = layers.get(source);
            settings = layer == null ? settings : copy(field, layer.settings(), settings);
        }
        return new EffectivePolicy(CachePolicy.complete(settings), sources, matched, onSince(layers, removedAt));
    }

    private static PolicyLevel source(PolicyField<?> field, Map<PolicyLevel, PolicyLayer> layers) {
        for (PolicyLevel level : MOST_SPECIFIC_FIRST) {
            PolicyLayer layer = layers.get(level);
            if (layer != null && layer.settings().sets(field)) {
                return level;
            }
        }
        return PolicyLevel.DEFAULT;
    }

    private static <T> PolicySettings copy(PolicyField<T> field, PolicySettings from, PolicySettings to) {
        return from.get(field).map(value -> to.with(field, value)).orElse(to);
    }

    /**
     * Any level from the endpoint up to the one that decides {@code shouldCache} can have brought caching on, by coming
     * to be, by changing, or by ceasing to say otherwise. The levels above the one that decides cannot.
     */
    private static long onSince(Map<PolicyLevel, PolicyLayer> layers, long removedAt) {
        long onSince = removedAt;
        for (PolicyLevel level : MOST_SPECIFIC_FIRST) {
            PolicyLayer layer = layers.get(level);
            if (layer != null) {
                onSince = Math.max(onSince, layer.switchedAt());
                if (layer.settings().sets(PolicyField.SHOULD_CACHE)) {
                    break;
                }
            }
        }
        return onSince;
    }
}
