package dev.cacheplane.demo;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.RedisStartException;
import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Starts the parts one after the other, and waits until one of them ends or this process is told to end. Either way what
 * runs is stopped in the reverse order.
 */
final class Launcher {

    private static final Duration OWN_REDIS_ANSWERS = Duration.ofSeconds(5);

    private final DemoConfig config;
    private final Path home;
    private final DataDirectory data;
    private final PrintStream out;
    private final Deque<Part> running = new ConcurrentLinkedDeque<>();
    private volatile boolean stopping;

    private Launcher(DemoConfig config, Path home, DataDirectory data, PrintStream out) {
        this.config = config;
        this.home = home;
        this.data = data;
        this.out = out;
    }

    /**
     * Runs everything until this process is told to end.
     *
     * @param home the directory that the services' modules are in
     * @throws StartException if a part does not start, or ends by itself
     */
    static void run(DemoConfig config, Path home, PrintStream out) {
        try {
            var launcher = new Launcher(config, home, DataDirectory.own(config.dataDirectory()), out);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "stop"));
            launcher.runUntilTheEnd();
        } catch (IOException e) {
            throw new StartException("DATA_DIR: " + e, e);
        }
    }

    private void runUntilTheEnd() throws IOException {
        try {
            startAll();
            Part ended = firstToEnd();
            throw new StartException("\n" + ended.obituary());
        } catch (StartException e) {
            // Parts that end while everything is being stopped are no failures.
            if (!stopping) {
                throw e;
            }
        }
    }

    private void startAll() throws IOException {
        out.println("Data and logs: " + data);
        @Nullable Integer redisPort = null;
        var cache = new HashMap<String, String>();
        if (config.ownRedis() == null) {
            RedisServer redis = startRedis();
            redisPort = redis.port();
            cache.put("REDIS_URL", redis.uri().toString());
        } else {
            greet(config.ownRedis());
        }
        URI controlPlane = start("control-plane", "control-plane-server", 8000, "/api/health", Map.of());
        cache.put("CONTROL_PLANE_URL", controlPlane.toString());
        if (config.sdkToken() != null) {
            cache.put("CONTROL_PLANE_TOKEN", config.sdkToken().value());
        }
        URI products = start("product-service", "product-service", 3000, "/health", cache);
        allowReportsToBeCached(controlPlane);
        URI analytics = start("analytics-service", "analytics-service", 3001, "/health", cache);
        out.print(new Welcome(controlPlane, products, analytics, redisPort, config.adminToken() != null).text());
    }

    private void allowReportsToBeCached(URI controlPlane) {
        String token = config.adminToken() == null ? null : config.adminToken().value();
        String outcome = switch (FirstPolicy.putInto(controlPlane, token)) {
            case PUT -> "reports are cached for an hour";
            case KEPT -> "kept as it is";
            case REFUSED -> "not set: the control plane wants ADMIN_TOKEN";
        };
        out.println("  policy of analytics-service: " + outcome);
    }

    private RedisServer startRedis() throws IOException {
        Path log = data.log("redis");
        int port = choosePort("redis", 6379);
        announce("redis", RedisUrl.of("localhost", port));
        try {
            var redis = RedisServer.builder()
                    .port(port)
                    .dataDirectory(data.of("redis"))
                    .log(log)
                    .config("appendonly", "yes")
                    .config("maxmemory", "256mb")
                    .config("maxmemory-policy", "allkeys-lru")
                    .start();
            running.push(new Part("redis", redis.process(), log, redis::close));
            out.println("ready");
            return redis;
        } catch (RedisStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private void greet(RedisUrl redis) {
        announce("redis", redis);
        try (var connection = RedisConnection.open(redis, OWN_REDIS_ANSWERS)) {
            if (connection.ask("PING") instanceof Reply.Failure failure) {
                throw new IOException(failure.text());
            }
            out.println("answers");
        } catch (IOException e) {
            throw new StartException("\nREDIS_URL: no answer from " + redis + ": " + e.getMessage(), e);
        }
    }

    private URI start(String name, String module, int usualPort, String healthPath, Map<String, String> more)
            throws IOException {
        int port = choosePort(name, usualPort);
        var environment = new HashMap<>(more);
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        environment.put("DATA_DIR", data.of(name).toString());
        var service = new JavaService(
                name, home.resolve(module + "/target/" + module + ".jar"), port, healthPath, environment);
        announce(name, service.url());
        Part part = service.start(data.log(name));
        running.push(part);
        service.awaitHealth(part, this::showProgress);
        out.println("ready");
        return service.url();
    }

    private int choosePort(String name, int usual) {
        if (FreePort.isFree(usual)) {
            return usual;
        }
        int other = FreePort.find();
        out.println("Port " + usual + " is taken, so " + name + " uses " + other);
        return other;
    }

    private void announce(String name, Object address) {
        out.printf("  %-18s %-28s ", name, address);
        out.flush();
    }

    private void showProgress(String percent) {
        out.print(percent + " ");
        out.flush();
    }

    private Part firstToEnd() {
        return running.stream()
                .map(part -> part.process().onExit().thenApply(code -> part))
                .reduce((one, other) -> one.applyToEither(other, part -> part))
                .orElseThrow()
                .join();
    }

    private void stop() {
        stopping = true;
        for (Part part : running) {
            out.println("Stopping " + part.name());
            part.stop().run();
        }
    }
}
