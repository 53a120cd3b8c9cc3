/** The byte-level store under the cache, and Redis as one; enter by {@code CacheStore}. */
@NullMarked
package dev.cacheplane.sdk.store;

import org.jspecify.annotations.NullMarked;
