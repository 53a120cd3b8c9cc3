/** Where policies come from, and the memoized current set; enter by {@code PolicySource}. */
@NullMarked
package dev.cacheplane.sdk.policy;

import org.jspecify.annotations.NullMarked;
