package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLossTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);
    private static final PolicySettings BYPASS_AFTER_A_MINUTE = PolicySettings.EMPTY
            .with(PolicyField.ON_POLICY_LOSS, PolicyLoss.BYPASS)
            .with(PolicyField.POLICY_MAX_AGE, Optional.of(Duration.ofMinutes(1)));

    @ParameterizedTest(name = "{0}, at most {1} s old, at {2} s: cached {3}")
    @CsvSource({
        "BYPASS, 60, 59, true",
        "BYPASS, 60, 60, true",
        "BYPASS, 60, 61, false",
        "BYPASS, , 99999999, true",
        "KEEP, 60, 61, true",
    })
    void itIsLostWhereThePolicySaysSo(PolicyLoss onLoss, Long most, long age, boolean cached) {
        PolicySet set = empty().withServiceDefaults(
                        ON.with(PolicyField.ON_POLICY_LOSS, onLoss)
                                .with(
                                        PolicyField.POLICY_MAX_AGE,
                                        Optional.ofNullable(most).map(Duration::ofSeconds)),
                        new Revision("e", 1));

        PolicySet aged = set.agedTo(Duration.ofSeconds(age));

        assertThat(get(aged, "/products").policy().shouldCache()).isEqualTo(cached);
    }

    @Test
    void onlyTheEndpointsConcernedStopCachingWhateverTheyInherit() {
        PolicySet set = empty().withServiceDefaults(ON, new Revision("e", 1))
                .withEndpoint(EndpointId.of("/prices"), BYPASS_AFTER_A_MINUTE, new Revision("e", 2))
                .withEndpoint(
                        EndpointId.of("/never"),
                        BYPASS_AFTER_A_MINUTE.with(PolicyField.SHOULD_CACHE, false),
                        new Revision("e", 3));

        PolicySet aged = set.agedTo(Duration.ofSeconds(61));

        EffectivePolicy prices = get(aged, "/prices");
        assertThat(prices.policy().shouldCache()).isFalse();
        assertThat(prices.source(PolicyField.SHOULD_CACHE)).isEqualTo(PolicyLevel.LOSS);
        assertThat(aged.effective(EndpointId.of("/prices"))).isEqualTo(prices);
        assertThat(get(aged, "/other")).isEqualTo(get(set, "/other"));
        assertThat(get(aged, "/never").source(PolicyField.SHOULD_CACHE)).isEqualTo(PolicyLevel.ENDPOINT);
    }

    @Test
    void whereTheServiceIsConcernedAnEndpointThatKeepsGoesOnCaching() {
        PolicySet set = empty().withServiceDefaults(
                        BYPASS_AFTER_A_MINUTE.with(PolicyField.SHOULD_CACHE, true), new Revision("e", 1))
                .withEndpoint(
                        EndpointId.of("/static"),
                        PolicySettings.EMPTY.with(PolicyField.ON_POLICY_LOSS, PolicyLoss.KEEP),
                        new Revision("e", 2));

        PolicySet aged = set.agedTo(Duration.ofSeconds(61));

        assertThat(get(aged, "/anything").policy().shouldCache()).isFalse();
        assertThat(get(aged, "/static").policy().shouldCache()).isTrue();
    }

    @Test
    void theRestStaysSoThatWhatWasStoredIsGoodAgainAfterwards() {
        PolicySet set = empty().withServiceDefaults(
                        BYPASS_AFTER_A_MINUTE.with(PolicyField.SHOULD_CACHE, true), new Revision("e", 7));

        PolicySet aged = set.agedTo(Duration.ofDays(1));

        assertThat(aged.revision()).isEqualTo(set.revision());
        assertThat(get(aged, "/x").onSince()).isEqualTo(7);
        assertThat(aged.saysTheSameAs(set)).isTrue();
        assertThat(aged).isNotEqualTo(set);
    }

    @Test
    void whereNothingIsTooOldItIsTheVerySet() {
        PolicySet set = empty().withServiceDefaults(
                        BYPASS_AFTER_A_MINUTE.with(PolicyField.SHOULD_CACHE, true), new Revision("e", 1));

        assertThat(set.agedTo(Duration.ofSeconds(60))).isSameAs(set);
        PolicySet aged = set.agedTo(Duration.ofSeconds(61));
        assertThat(aged.agedTo(Duration.ofSeconds(62))).isSameAs(aged);
    }

    private static PolicySet empty() {
        return PolicySet.empty(new ServiceName("shop"), new Revision("e", 0));
    }

    private static EffectivePolicy get(PolicySet set, String path) {
        return set.resolve("GET", EndpointPath.parse(path));
    }
}
