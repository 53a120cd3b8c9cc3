package dev.cacheplane.benchmarks.policy;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.policy.PolicySource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request pays to know its policy: the volatile read and the match, with the path parsed before and without. Beside it a map from
 * whole paths, which is the least that anything could cost, and knows no patterns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PolicyLookup {
    private static final int PATTERNS = 500;

    /** A literal, one variable, two variables and a tail, and no match at all. */
    @Param({"/area7/list", "/area7/items/4711", "/area7/items/4711/parts/9/drawings/front", "/elsewhere/1/2/3"})
    private String path = "";

    private PolicySource policies = FixedPolicies.none(new ServiceName("shop"));
    private EndpointPath parsed = EndpointPath.parse("/");
    private Map<String, EffectivePolicy> exact = Map.of();

    /** 500 patterns of four kinds. */
    @Setup
    public void set() {
        Map<EndpointId, PolicySettings> endpoints = new LinkedHashMap<>();
        for (int i = 0; i < PATTERNS / 4; i++) {
            PolicySettings settings = PolicySettings.EMPTY
                    .with(PolicyField.SHOULD_CACHE, true)
                    .with(PolicyField.TTL, Duration.ofSeconds(i + 1L));
            endpoints.put(EndpointId.of("/area" + i + "/list"), settings);
            endpoints.put(EndpointId.of("/area" + i + "/items/{id}"), settings);
            endpoints.put(EndpointId.of("/area" + i + "/items/{id}/parts/{part}"), settings);
            endpoints.put(EndpointId.of("/area" + i + "/items/{id}/parts/**"), settings);
        }
        PolicySet set = PolicySet.empty(new ServiceName("shop"), Revision.NONE)
                .replacedBy(PolicySettings.EMPTY, endpoints, new Revision("benchmark", 1));
        policies = new FixedPolicies(set);
        parsed = EndpointPath.parse(path);
        exact = Map.of(path, set.resolve("GET", parsed));
    }

    /** The match alone. */
    @Benchmark
    public EffectivePolicy resolve() {
        return policies.current().resolve("GET", parsed);
    }

    /** With the path parsed and checked. */
    @Benchmark
    public EffectivePolicy parseAndResolve() {
        return policies.current().resolve("GET", EndpointPath.parse(path));
    }

    /** The named alternative: a map that knows this one path. */
    @Benchmark
    public EffectivePolicy exactMap() {
        EffectivePolicy policy = exact.get(path);
        if (policy == null) {
            throw new IllegalStateException(path);
        }
        return policy;
    }
}
