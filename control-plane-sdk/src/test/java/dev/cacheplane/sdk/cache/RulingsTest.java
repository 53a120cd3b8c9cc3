package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulingsTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private final List<Long> made = new ArrayList<>();
    private final Rulings rulings = new Rulings((policies, effective) -> {
        made.add(policies.revision().number());
        return new Ruling(effective.matched(), effective.policy(), "", "since", List.of());
    });

    @Test
    void anEndpointIsRuledOnOnceForAllItsPathsAndAgainUnderOtherPolicies() {
        PolicySet first = policies(1);
        Ruling ruling = rulings.of(first, "GET", EndpointPath.parse("/products/1"));
        assertThat(rulings.of(first, "GET", EndpointPath.parse("/products/2"))).isSameAs(ruling);
        assertThat(rulings.of(first, "GET", EndpointPath.parse("/other"))).isNotEqualTo(ruling);
        assertThat(rulings.of(first, "GET", EndpointPath.parse("/products/3"))).isSameAs(ruling);
        assertThat(made).containsExactly(1L, 1L);

        PolicySet second = policies(2);
        assertThat(rulings.of(second, "GET", EndpointPath.parse("/products/1"))).isNotSameAs(ruling);
        assertThat(made).containsExactly(1L, 1L, 2L);
    }

    private static PolicySet policies(long number) {
        return PolicySet.empty(Instance.SERVICE, Revision.NONE)
                .replacedBy(
                        PolicySettings.EMPTY,
                        Map.of(EndpointId.of("/products/{id}"), ON),
                        new Revision("test", number));
    }
}
