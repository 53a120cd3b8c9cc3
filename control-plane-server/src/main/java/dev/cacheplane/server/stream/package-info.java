/** Sends every service its policies as they change, over server-sent events; enter by {@code Streams}. */
@NullMarked
package dev.cacheplane.server.stream;

import org.jspecify.annotations.NullMarked;
