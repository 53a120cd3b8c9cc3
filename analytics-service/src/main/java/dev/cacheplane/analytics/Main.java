package dev.cacheplane.analytics;

import dev.cacheplane.service.Service;
import java.time.InstantSource;

/** Starts the analytics service. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Service.run(
                "Analytics service",
                environment -> AnalyticsService.start(AnalyticsConfig.from(environment), InstantSource.system()));
    }
}
