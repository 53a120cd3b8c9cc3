/** How fast policies are found, and how fast they arrive; enter by {@code PolicyLookup} and {@code Propagation}. */
@NullMarked
package dev.cacheplane.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
