/** Whole responses over HTTP: the filter beside what a user would pick instead; enter by {@code HttpComparison}. */
@NullMarked
package dev.cacheplane.benchmarks.http;

import org.jspecify.annotations.NullMarked;
