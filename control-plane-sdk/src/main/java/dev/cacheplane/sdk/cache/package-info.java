/** The cache that services call: leases, flights, invalidation; enter by {@code Cache}. */
@NullMarked
package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.NullMarked;
