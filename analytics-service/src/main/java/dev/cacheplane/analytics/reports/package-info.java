/** The reports: what is asked for, how it is computed, cached and invalidated; enter by {@code ReportRoutes}. */
@NullMarked
package dev.cacheplane.analytics.reports;

import org.jspecify.annotations.NullMarked;
