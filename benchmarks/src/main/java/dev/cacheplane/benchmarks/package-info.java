/** What can be measured; enter by {@code Main}. */
@NullMarked
package dev.cacheplane.benchmarks;

import org.jspecify.annotations.NullMarked;
