/** The second example service: heavy reports, cached, warmed, and invalidated when the data changes; enter by {@code AnalyticsService}. */
@NullMarked
package dev.cacheplane.analytics;

import org.jspecify.annotations.NullMarked;
