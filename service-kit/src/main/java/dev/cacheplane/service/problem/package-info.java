/** RFC 9457 problem answers, the container's own errors included; enter by {@code Problem}. */
@NullMarked
package dev.cacheplane.service.problem;

import org.jspecify.annotations.NullMarked;
