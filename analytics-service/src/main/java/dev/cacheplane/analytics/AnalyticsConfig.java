package dev.cacheplane.analytics;

import dev.cacheplane.analytics.warming.WarmSchedule;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import dev.cacheplane.service.sdk.SdkConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service is told by its environment.
 *
 * @param address {@code HOST} (127.0.0.1) and {@code PORT} (3001)
 * @param dataDirectory {@code DATA_DIR} (./data/analytics-service): orders and events, and a copy of the policies
 * @param sdk where Redis and the control plane are
 * @param rows {@code ANALYTICS_ROWS} (5,000,000): how many orders and events there are to be in all
 * @param warmSchedule {@code WARM_SCHEDULE} (30 4 * * *): when reports are computed before anybody asks; null for {@code off}
 * @param invalidateToken {@code INVALIDATE_TOKEN}: what those show who invalidate reports and bring orders; null for programs on this machine alone
 */
public record AnalyticsConfig(
        ListenAddress address,
        Path dataDirectory,
        SdkConfig sdk,
        long rows,
        @Nullable WarmSchedule warmSchedule,
        @Nullable Secret invalidateToken) {

    static final String SERVICE = "analytics-service";

    private static final int SHORTEST_TOKEN = 16;
    private static final String OFF = "off";

    /**
     * Reads it all.
     *
     * @throws ConfigException with every problem
     */
    public static AnalyticsConfig from(Environment environment) {
        AnalyticsConfig config = new AnalyticsConfig(
                ListenAddress.from(environment, 3001),
                environment.directory("DATA_DIR", Path.of("data", SERVICE)),
                SdkConfig.from(environment),
                environment.whole("ANALYTICS_ROWS", 5_000_000, 1_000, 10_000_000_000L),
                environment
                        .parsed("WARM_SCHEDULE", Optional.of(new WarmSchedule("30 4 * * *")), AnalyticsConfig::schedule)
                        .orElse(null),
                environment.secret("INVALIDATE_TOKEN").orElse(null));
        if (config.invalidateToken != null && config.invalidateToken.value().length() < SHORTEST_TOKEN) {
            environment.problem("INVALIDATE_TOKEN", "must have at least " + SHORTEST_TOKEN + " characters");
        }
        environment.verify();
        return config;
    }

    private static Optional<WarmSchedule> schedule(String text) {
        return text.equals(OFF) ? Optional.empty() : Optional.of(new WarmSchedule(text));
    }
}
