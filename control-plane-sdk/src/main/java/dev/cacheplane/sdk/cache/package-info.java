/** The cache that services call: leases, flights, invalidation; enter by {@code Cache}, for whole responses by {@code Responses}. */
@NullMarked
package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.NullMarked;
