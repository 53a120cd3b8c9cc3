/** What the second guide promises of heavy reports; enter by {@code ReportsUnderLoad}. */
@NullMarked
package dev.cacheplane.benchmarks.reports;

import org.jspecify.annotations.NullMarked;
