package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import okio.ByteString;

/** The service whose policies are delivered in these tests. */
final class Shop {
    static final ServiceName NAME = new ServiceName("shop");
    static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private Shop() {}

    /** {@code /products} is cached. */
    static PolicySet caching(long revision) {
        return caching(new Revision("e", revision));
    }

    static PolicySet caching(Revision revision) {
        return with(ON, revision);
    }

    static PolicySet with(PolicySettings products, Revision revision) {
        return PolicySet.empty(NAME, Revision.NONE).withEndpoint(EndpointId.of("/products"), products, revision);
    }

    static ByteString document(PolicySet set) {
        return ByteString.of(PolicyJson.writeSet(set));
    }

    static boolean cachesProducts(PolicySet set) {
        return set.resolve("GET", EndpointPath.parse("/products")).policy().shouldCache();
    }
}
