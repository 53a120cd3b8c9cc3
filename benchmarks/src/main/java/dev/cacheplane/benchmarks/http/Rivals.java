package dev.cacheplane.benchmarks.http;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts those who are measured, with one Redis for all who need one, and ends them. */
final class Rivals implements AutoCloseable {
    /** For all that are JVMs. */
    private static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m");

    private final Path scratch = Files.createTempDirectory("benchmark-http-");
    private final Path items = Files.createDirectory(scratch.resolve("items"));
    private final RedisServer redis = RedisServer.start();
    private final List<RunningRival> running = new ArrayList<>();
    private final PrintStream out;

    /** @param out where it is told who is not measured, and why */
    Rivals(List<Payload> payloads, PrintStream out) throws IOException {
        this.out = out;
        // nginx' and Varnish's workers may be other users.
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        payloads.forEach(payload -> payload.writeTo(items));
    }

    RedisServer redis() {
        return redis;
    }

    /** Starts it; empty if this machine does not have it. */
    Optional<RunningRival> start(Rival rival) throws IOException {
        return switch (rival) {
            case NEAR, REDIS, BARE, LETTUCE ->
                Optional.of(onJetty(rival, Duration.ofHours(1), rival == Rival.NEAR ? 64 << 20 : 0));
            case CACHEABLE, JETCACHE -> spring(rival);
            case NGINX ->
                proxy(rival, "nginx", (port, origin) -> {
                    Path config =
                            Files.writeString(scratch.resolve("nginx.conf"), Proxies.nginx(port, origin, scratch));
                    return List.of("-p", scratch.toString(), "-c", config.toString());
                });
            case VARNISH ->
                proxy(rival, "varnishd", (port, origin) -> {
                    Path config = Files.writeString(scratch.resolve("varnish.vcl"), Proxies.varnish(origin));
                    String name = scratch.resolve("varnish").toString();
                    return List.of(
                            "-F", "-a", "127.0.0.1:" + port, "-f", config.toString(), "-n", name, "-s", "malloc,256m");
                });
        };
    }

    /**
     * One on Jetty.
     *
     * @param nearBytes 0 for nothing near
     */
    RunningRival onJetty(Rival rival, Duration ttl, long nearBytes) {
        List<String> command = java();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JettyService.class.getName()));
        command.addAll(Arrays.asList(new JettyService.Setup(rival, redis.port(), items, ttl, nearBytes).words()));
        return started(RunningRival.start(rival, command, log(rival)));
    }

    private Optional<RunningRival> spring(Rival rival) {
        Path jar = springJar();
        if (!Files.exists(jar)) {
            out.println(rival.title() + " is left out: there is no " + jar);
            return Optional.empty();
        }
        List<String> command = java();
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                rival == Rival.CACHEABLE ? "cacheable" : "jetcache",
                "--redis.port=" + redis.port(),
                "--items=" + items));
        return Optional.of(started(RunningRival.start(rival, command, log(rival))));
    }

    /** Built beside this program. */
    private static Path springJar() {
        try {
            Path own = Path.of(Rivals.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolve("../../../benchmarks-spring/target/benchmarks-spring.jar")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How a proxy is told what to do. */
    private interface Arguments {
        List<String> of(int port, int origin) throws IOException;
    }

    private Optional<RunningRival> proxy(Rival rival, String program, Arguments arguments) throws IOException {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            out.println(rival.title() + " is left out: there is no " + program + " on the PATH");
            return Optional.empty();
        }
        int port = FreePort.find();
        int origin = running.stream()
                .filter(other -> other.rival() == Rival.BARE)
                .findFirst()
                .orElseThrow()
                .port();
        List<String> command = new ArrayList<>(List.of(found.get().toString()));
        command.addAll(arguments.of(port, origin));
        return Optional.of(started(RunningRival.at(rival, port, command, log(rival))));
    }

    private RunningRival started(RunningRival rival) {
        running.add(rival);
        return rival;
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM_OPTIONS);
        return command;
    }

    private Path log(Rival rival) {
        return scratch.resolve(rival + ".log");
    }

    @Override
    public void close() throws IOException {
        running.forEach(RunningRival::close);
        redis.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
