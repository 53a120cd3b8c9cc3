package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicySet;
import java.util.IdentityHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Remembers what the current policies say of endpoints: it is asked for at each call, and changes with a revision. Thread-safe. */
final class Rulings {
    private final BiFunction<PolicySet, EffectivePolicy, Ruling> making;
    private volatile Page page = new Page(null, new IdentityHashMap<>());

    /** Of one set of policies. Never changed. */
    private record Page(@Nullable PolicySet policies, IdentityHashMap<EffectivePolicy, Ruling> rulings) {
        @SuppressWarnings("ReferenceEquality") // these very ones, for which they were made
        boolean isOf(PolicySet current) {
            return policies == current;
        }
    }

    /** @param making what an endpoint's policy, of these policies, says; asked on any thread, and perhaps twice */
    Rulings(BiFunction<PolicySet, EffectivePolicy, Ruling> making) {
        this.making = making;
    }

    Ruling of(PolicySet current, String method, EndpointPath path) {
        EffectivePolicy effective = current.resolve(method, path);
        Page known = page;
        Ruling ruling = known.isOf(current) ? known.rulings().get(effective) : null;
        return ruling != null ? ruling : made(current, effective, known);
    }

    private Ruling made(PolicySet current, EffectivePolicy effective, Page known) {
        Ruling ruling = making.apply(current, effective);
        IdentityHashMap<EffectivePolicy, Ruling> more =
                known.isOf(current) ? new IdentityHashMap<>(known.rulings()) : new IdentityHashMap<>();
        more.put(effective, ruling);
        page = new Page(current, more); // one that another thread has added meanwhile is made again
        return ruling;
    }
}
