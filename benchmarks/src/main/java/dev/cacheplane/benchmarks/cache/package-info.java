/** The cache beside what a user would pick instead, on one Redis; enter by {@code CacheComparison}. */
@NullMarked
package dev.cacheplane.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
