/** The servlet filter: a shared HTTP cache by policy, and the policy on each request; enter by {@code PolicyFilter}. */
@NullMarked
package dev.cacheplane.sdk.http;

import org.jspecify.annotations.NullMarked;
