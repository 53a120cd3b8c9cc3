/** Orders that come in; enter by {@code OrderRoute}. */
@NullMarked
package dev.cacheplane.analytics.orders;

import org.jspecify.annotations.NullMarked;
