/**
 * What a caching policy is, and which one governs a request; enter by {@link dev.cacheplane.policy.PolicySet}.
 *
 * <p>No I/O, no clock, no threads: every class is immutable, and every change is a function that returns the set as it
 * is afterwards. The control plane and the services use the same classes, so both resolve a request alike.
 */
@NullMarked
package dev.cacheplane.policy;

import org.jspecify.annotations.NullMarked;
