/** A real Redis as a child process; enter by {@code RedisServer}. */
@NullMarked
package dev.cacheplane.redis;

import org.jspecify.annotations.NullMarked;
