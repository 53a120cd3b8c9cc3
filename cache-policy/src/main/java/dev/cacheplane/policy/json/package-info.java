/**
 * The wire form of policies, and the only room here that knows Jackson; enter by
 * {@link dev.cacheplane.policy.json.PolicyJson}.
 */
@NullMarked
package dev.cacheplane.policy.json;

import org.jspecify.annotations.NullMarked;
