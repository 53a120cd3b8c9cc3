/** Reports that are computed before anybody asks; enter by {@code Warmer}. */
@NullMarked
package dev.cacheplane.analytics.warming;

import org.jspecify.annotations.NullMarked;
