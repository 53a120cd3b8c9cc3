package dev.cacheplane.sdk.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CachingOffTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);
    private static final PolicySet ALL_ON = PolicySet.empty(new ServiceName("shop"), Revision.NONE)
            .withGlobalDefaults(ON, new Revision("e", 1))
            .withServiceDefaults(ON, new Revision("e", 2))
            .withEndpoint(
                    EndpointId.of("/products"),
                    ON.with(PolicyField.KEY_VERSION, Optional.of("v2")),
                    new Revision("e", 3));

    private final FixedPolicies policies = new FixedPolicies(ALL_ON);
    private final CachingOff off = new CachingOff(policies);

    @Test
    void nothingIsCachedWhateverLevelSaysSo() {
        assertThat(resolve("/products").shouldCache()).isFalse();
        assertThat(resolve("/anything").shouldCache()).isFalse();
    }

    @Test
    void theRestOfThePoliciesHolds() {
        assertThat(resolve("/products").keyVersion()).contains("v2");
        assertThat(off.current().revision()).isEqualTo(new Revision("e", 3));
    }

    @Test
    void changesOfTheSourceAreFollowed() {
        PolicySet before = off.current();
        assertThat(off.current()).isSameAs(before);

        policies.change(ALL_ON.withoutEndpoint(EndpointId.of("/products"), new Revision("e", 4)));

        assertThat(off.current().revision()).isEqualTo(new Revision("e", 4));
        assertThat(resolve("/products").keyVersion()).isEmpty();
        assertThat(resolve("/products").shouldCache()).isFalse();
    }

    private CachePolicy resolve(String path) {
        return off.current().resolve("GET", EndpointPath.parse(path)).policy();
    }
}
