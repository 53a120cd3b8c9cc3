/** What the cache tells of its work; enter by {@code CacheListener}. */
@NullMarked
package dev.cacheplane.sdk.event;

import org.jspecify.annotations.NullMarked;
