/** The byte-level store under the cache, in Redis or in memory; enter by {@code CacheStore}. */
@NullMarked
package dev.cacheplane.sdk.store;

import org.jspecify.annotations.NullMarked;
