package dev.cacheplane.analytics;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.service.Environment;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instances of the service over one warehouse and one Redis, under policies that a test changes by hand. */
final class Instances implements AutoCloseable {
    static final Instant NOW = Instant.parse("2023-02-10T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final String SALES = "/analytics/sales";
    static final String USERS = "/analytics/users";

    private final Path directory;
    private final RedisServer server = RedisServer.start();
    private final RedisClient client = RedisClient.create(server.uri().toString());
    private final RedisCommands<String, String> redis = client.connect().sync();
    private final List<AnalyticsService> running = new ArrayList<>();
    private final FixedPolicies policies =
            new FixedPolicies(PolicySet.empty(new ServiceName(AnalyticsConfig.SERVICE), new Revision("test", 0)));

    Instances(Path directory) {
        this.directory = directory;
    }

    /** Starts one more, without warming. */
    Client start() {
        return start(Map.of(), CLOCK);
    }

    /** Starts one more. */
    Client start(Map<String, String> variables, InstantSource clock) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PORT", "0",
                "DATA_DIR", directory.toString(),
                "REDIS_URL", server.uri().toString(),
                "ANALYTICS_ROWS", "5000",
                "WARM_SCHEDULE", "off"));
        environment.putAll(variables);
        AnalyticsConfig config = AnalyticsConfig.from(Environment.of(environment));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ControlPlane controlPlane = AnalyticsService.controlPlane(config, registry)
                .policies(policies)
                .build();
        AnalyticsService service = AnalyticsService.start(config, controlPlane, registry, clock);
        running.add(service);
        return new Client(service.port());
    }

    /** Has reports cached for an hour. */
    Instances cacheReports() {
        return set(
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true).with(PolicyField.TTL, Duration.ofHours(1)));
    }

    /** Sets the policy of both kinds of reports. */
    Instances set(PolicySettings settings) {
        PolicySet set = policies.current();
        for (String path : List.of(SALES, USERS)) {
            set = set.withEndpoint(EndpointId.of(path), settings, set.revision().next());
        }
        policies.change(set);
        return this;
    }

    RedisServer server() {
        return server;
    }

    RedisCommands<String, String> redis() {
        return redis;
    }

    /** The keys of all cached reports. */
    List<String> reports() {
        return redis.keys("*analytics:*").stream()
                .filter(key -> !key.startsWith("meta:") && !key.startsWith("lease:") && !key.startsWith("staged:"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        running.forEach(AnalyticsService::close);
        client.shutdown();
        server.close();
    }
}
