/** What a caching policy is, and which one governs a request; enter by {@code PolicySet}. */
@NullMarked
package dev.cacheplane.policy;

import org.jspecify.annotations.NullMarked;
