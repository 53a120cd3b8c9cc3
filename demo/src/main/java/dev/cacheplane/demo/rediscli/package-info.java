/** The client that {@code ./start redis-cli} is; enter by {@code RedisCli}. */
@NullMarked
package dev.cacheplane.demo.rediscli;

import org.jspecify.annotations.NullMarked;
