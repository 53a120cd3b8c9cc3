/** Products from a slow database, cached by policy; enter by {@code ProductRoutes}. */
@NullMarked
package dev.cacheplane.products;

import org.jspecify.annotations.NullMarked;
