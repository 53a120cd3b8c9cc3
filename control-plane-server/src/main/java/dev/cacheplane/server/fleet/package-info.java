/** Which instances of a service there are, and which policies each of them obeys; enter by {@code Fleet}. */
@NullMarked
package dev.cacheplane.server.fleet;

import org.jspecify.annotations.NullMarked;
