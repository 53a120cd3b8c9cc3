package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EndpointId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies of one revision say of all keys of one endpoint.
 *
 * @param matched the configured endpoint; null for the service's defaults
 * @param version what stands before its keys, {@code v2:}; empty for nothing
 * @param since the revision at which caching was last switched on
 * @param generations names of those that its entries must bear, whatever tags of their own they have
 */
record Ruling(
        @Nullable EndpointId matched, CachePolicy policy, String version, String since, List<String> generations) {}
