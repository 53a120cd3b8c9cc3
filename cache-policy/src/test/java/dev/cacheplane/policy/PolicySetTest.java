package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PolicySetTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);
    private static final PolicySettings OFF = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, false);
    private static final PolicySettings A_MINUTE = PolicySettings.EMPTY.with(PolicyField.TTL, Duration.ofMinutes(1));

    private PolicySet set = PolicySet.empty(new ServiceName("product-service"), new Revision("e", 0));

    @Test
    void whereNothingIsConfiguredNothingIsCached() {
        EffectivePolicy effective = get("/products");
        assertThat(effective.policy()).isEqualTo(CachePolicy.DEFAULTS);
        assertThat(effective.policy().shouldCache()).isFalse();
        assertThat(effective.policy().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(effective.matched()).isNull();
        assertThat(effective.onSince()).isZero();
        assertThat(PolicyField.all())
                .allSatisfy(field -> assertThat(effective.source(field)).isEqualTo(PolicyLevel.DEFAULT));
    }

    @Test
    void eachFieldIsInheritedByItselfFromEndpointToServiceToGlobal() {
        set = set.withGlobalDefaults(A_MINUTE.with(PolicyField.JITTER, 10L), next());
        set = set.withServiceDefaults(ON.with(PolicyField.JITTER, 20L), next());
        set = set.withEndpoint(
                EndpointId.of("/products"), PolicySettings.EMPTY.with(PolicyField.NEAR_CACHE, false), next());

        EffectivePolicy effective = get("/products");
        assertThat(effective.policy().nearCache()).isFalse();
        assertThat(effective.source(PolicyField.NEAR_CACHE)).isEqualTo(PolicyLevel.ENDPOINT);
        assertThat(effective.policy().shouldCache()).isTrue();
        assertThat(effective.source(PolicyField.SHOULD_CACHE)).isEqualTo(PolicyLevel.SERVICE);
        assertThat(effective.policy().jitterPercent()).isEqualTo(20);
        assertThat(effective.policy().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(effective.source(PolicyField.TTL)).isEqualTo(PolicyLevel.GLOBAL);
        assertThat(effective.source(PolicyField.TAGS)).isEqualTo(PolicyLevel.DEFAULT);
        assertThat(effective.matched()).isEqualTo(EndpointId.of("/products"));
    }

    @Test
    void anExplicitMethodGovernsItsRequestsAndNoOthers() {
        set = set.withEndpoint(new EndpointId(EndpointPattern.parse("/search"), "POST"), ON, next());
        assertThat(resolve("POST", "/search").policy().shouldCache()).isTrue();
        assertThat(resolve("GET", "/search").policy().shouldCache()).isFalse();
        assertThat(resolve("GET", "/search").matched()).isNull();
    }

    @Test
    void aLessSpecificPatternGovernsWhereTheMoreSpecificOneIsForAnotherMethod() {
        set = set.withEndpoint(new EndpointId(EndpointPattern.parse("/search"), "POST"), OFF, next());
        set = set.withEndpoint(EndpointId.of("/**"), ON, next());
        assertThat(get("/search").matched()).isEqualTo(EndpointId.of("/**"));
    }

    @Test
    void theMostSpecificMatchIsFoundThoughAnotherBranchFitsFirst() {
        set = set.withEndpoint(EndpointId.of("/**/a/{x}/**"), OFF, next());
        set = set.withEndpoint(EndpointId.of("/**/b/c/**"), ON, next());
        assertThat(get("/a/z/b/c").matched()).isEqualTo(EndpointId.of("/**/b/c/**"));
    }

    @Test
    void aTieIsRefused() {
        set = set.withEndpoint(EndpointId.of("/**/a/**"), ON, next());
        assertThatThrownBy(() -> set.withEndpoint(EndpointId.of("/**/b/**"), ON, next()))
                .isInstanceOf(AmbiguousPatternException.class)
                .hasMessageContaining("/**/a/**")
                .hasMessageContaining("/**/b/**");
    }

    @Test
    void anEndpointKeepsTheVariableNamesOfItsLastWriting() {
        set = set.withEndpoint(EndpointId.of("/products/{id}"), ON, next());
        set = set.withEndpoint(EndpointId.of("/products/:sku"), ON, next());
        assertThat(set.endpoints().keySet()).hasToString("[/products/{sku}]");
    }

    @Test
    void switchingOnIsRememberedAndOtherChangesAreNot() {
        set = set.withEndpoint(EndpointId.of("/products"), ON, next());
        assertThat(get("/products").onSince()).isEqualTo(1);
        set = set.withEndpoint(EndpointId.of("/products"), ON.with(PolicyField.TTL, Duration.ofSeconds(9)), next());
        assertThat(get("/products").onSince()).isEqualTo(1);
        set = set.withEndpoint(EndpointId.of("/products"), OFF, next());
        set = set.withEndpoint(EndpointId.of("/products"), ON, next());
        assertThat(get("/products").onSince()).isEqualTo(4);
    }

    @Test
    void whatALevelAboveTheDecidingOneDoesIsNoSwitch() {
        set = set.withEndpoint(EndpointId.of("/products"), ON, next());
        set = set.withServiceDefaults(ON, next());
        set = set.withGlobalDefaults(OFF, next());
        assertThat(get("/products").onSince()).isEqualTo(1);
        assertThat(get("/other").onSince()).isEqualTo(2);
    }

    @Test
    void removingAnEndpointThatWasOffSwitchesOnWhatItCovered() {
        set = set.withServiceDefaults(ON, next());
        set = set.withEndpoint(EndpointId.of("/products"), OFF, next());
        set = set.withoutEndpoint(EndpointId.of("/products"), next());
        assertThat(get("/products").onSince()).isEqualTo(3);
    }

    @Test
    void removingAnEndpointThatWasOnForgetsNoSwitch() {
        set = set.withServiceDefaults(ON, next());
        set = set.withEndpoint(EndpointId.of("/products"), OFF, next());
        set = set.withEndpoint(EndpointId.of("/products"), ON, next());
        set = set.withoutEndpoint(EndpointId.of("/products"), next());
        assertThat(get("/products").onSince()).isEqualTo(3);
    }

    private EffectivePolicy get(String path) {
        return resolve("GET", path);
    }

    private EffectivePolicy resolve(String method, String path) {
        return set.resolve(method, EndpointPath.parse(path));
    }

    private Revision next() {
        return set.revision().next();
    }
}
