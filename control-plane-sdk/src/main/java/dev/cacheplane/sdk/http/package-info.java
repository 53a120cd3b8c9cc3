/** The servlet filter that puts the current policy on each request; enter by {@code CacheExchange}. */
@NullMarked
package dev.cacheplane.sdk.http;

import org.jspecify.annotations.NullMarked;
