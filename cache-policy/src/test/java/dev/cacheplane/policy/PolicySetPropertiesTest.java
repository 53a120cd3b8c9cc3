package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds for random sets and changes; the name of a failing run says its seed. */
class PolicySetPropertiesTest {
    private static final List<String> SEGMENTS = List.of("a", "b", "c", "{x}", "*", "**");
    private static final ServiceName SERVICE = new ServiceName("s");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theCompiledPatternsFindWhatTryingEachInOrderOfPrecedenceFinds(long seed) {
        Random random = new Random(seed);
        Map<EndpointId, PolicyLayer> endpoints = new TreeMap<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            EndpointId id = randomId(random);
            if (endpoints.keySet().stream().noneMatch(id::isAmbiguousWith)) {
                endpoints.put(id, PolicyLayer.EMPTY);
            }
        }
        PolicySet set = PolicySet.of(SERVICE, new Revision("e", 1), PolicyLayer.EMPTY, PolicyLayer.EMPTY, endpoints, 0);
        for (int i = 0; i < 200; i++) {
            EndpointPath path = randomPath(random);
            String method = random.nextBoolean() ? "GET" : "POST";
            assertThat(set.resolve(method, path).matched())
                    .as("%s %s among %s", method, path, endpoints.keySet())
                    .isEqualTo(byTryingEach(endpoints, method, path));
        }
    }

    private static @Nullable EndpointId byTryingEach(
            Map<EndpointId, PolicyLayer> endpoints, String method, EndpointPath path) {
        return endpoints.keySet().stream()
                .filter(id -> id.method() == null || id.method().equals(method))
                .filter(id -> id.pattern().matches(path))
                .min(EndpointId::compareTo)
                .orElse(null);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onSinceIsNeverBeforeCachingWasLastSwitchedOn(long seed) {
        Random random = new Random(seed);
        PolicySet set = PolicySet.empty(SERVICE, new Revision("e", 0));
        List<EndpointPath> paths = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            paths.add(randomPath(random));
        }
        Map<EndpointPath, Long> switchedOn = new HashMap<>();
        for (int step = 0; step < 40; step++) {
            PolicySet before = set;
            set = randomChange(set, random);
            for (EndpointPath path : paths) {
                EffectivePolicy now = set.resolve("GET", path);
                if (now.policy().shouldCache()) {
                    if (!before.resolve("GET", path).policy().shouldCache()) {
                        switchedOn.put(path, set.revision().number());
                    }
                    assertThat(now.onSince())
                            .as("%s in %s", path, set)
                            .isBetween(switchedOn.get(path), set.revision().number());
                }
            }
        }
    }

    private static PolicySet randomChange(PolicySet set, Random random) {
        Revision next = set.revision().next();
        EndpointId id = randomId(random);
        return switch (random.nextInt(6)) {
            case 0 -> set.withGlobalDefaults(randomSettings(random), next);
            case 1 -> set.withServiceDefaults(randomSettings(random), next);
            case 2 ->
                set.withoutEndpoint(set.endpoints().keySet().stream().findAny().orElse(id), next);
            case 3 -> set.replacedBy(randomSettings(random), randomlyKept(set, random), next);
            default ->
                set.endpoints().keySet().stream().anyMatch(id::isAmbiguousWith)
                        ? set
                        : set.withEndpoint(id, randomSettings(random), next);
        };
    }

    private static Map<EndpointId, PolicySettings> randomlyKept(PolicySet set, Random random) {
        Map<EndpointId, PolicySettings> kept = new HashMap<>();
        set.endpoints().forEach((id, layer) -> {
            if (random.nextBoolean()) {
                kept.put(id, random.nextBoolean() ? layer.settings() : randomSettings(random));
            }
        });
        return kept;
    }

    private static PolicySettings randomSettings(Random random) {
        return random.nextInt(3) == 0
                ? PolicySettings.EMPTY
                : PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, random.nextBoolean());
    }

    private static EndpointId randomId(Random random) {
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            segments.add(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
        }
        while (segments.stream().filter("**"::equals).count() > 2) {
            segments.remove("**");
        }
        String method = random.nextInt(4) == 0 ? "GET" : null;
        return new EndpointId(EndpointPattern.parse("/" + String.join("/", segments)), method);
    }

    private static EndpointPath randomPath(Random random) {
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            segments.add(List.of("a", "b", "c", "d").get(random.nextInt(4)));
        }
        return EndpointPath.parse("/" + String.join("/", segments));
    }
}
