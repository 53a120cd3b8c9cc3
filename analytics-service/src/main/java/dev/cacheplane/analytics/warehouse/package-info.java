/** The data that reports are made of, in Parquet files that DuckDB reads; enter by {@code Warehouse}. */
@NullMarked
package dev.cacheplane.analytics.warehouse;

import org.jspecify.annotations.NullMarked;
