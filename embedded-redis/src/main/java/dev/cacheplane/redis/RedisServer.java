package dev.cacheplane.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on this machine's loopback address, for tests and for the demo. It ends with this Java virtual
 * machine, however that ends, and leaves nothing behind but a data directory and a log that it was given.
 *
 * <p>It can be paused, killed and restarted on its port like one in production; each method returns when what it says has
 * happened. Change its state from one thread at a time; look at it from any.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration CLEAN_END = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(5);
    private static final int PORTS_TRIED = 10;

    private final ScratchDirectory scratch;
    private final RedisConfig config;
    private final Path program;
    private final Path log;
    private final int port;
    private volatile ChildProcess process;

    private RedisServer(ScratchDirectory scratch, RedisConfig config) throws IOException {
        this.scratch = scratch;
        this.config = config;
        program = RedisBinary.provide(scratch.path());
        log = config.log() == null ? scratch.path().resolve("redis.log") : config.log();
        int candidate = config.port() == null ? FreePort.find() : config.port();
        ChildProcess started = launch(candidate);
        for (int tried = 1; !isReady(started, candidate); tried++) {
            started.kill();
            if (config.port() != null || tried == PORTS_TRIED) {
                throw new RedisStartException("Redis did not start on port " + candidate + ". " + endOfLog());
            }
            candidate = FreePort.find();
            started = launch(candidate);
        }
        port = candidate;
        process = started;
    }

    /**
     * A server with nothing in it, without a password, on a port that was free.
     *
     * @throws RedisStartException if it does not answer within 30 s
     */
    public static RedisServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return port;
    }

    /** Where clients find it, the password included: not for logs. */
    public URI uri() {
        return url().toUri();
    }

    /** Where clients find it. */
    public RedisUrl url() {
        return urlAt(port);
    }

    /** The process that serves, or served last. */
    public ChildProcess process() {
        return process;
    }

    /** Stops it in its tracks: connections stay open, and nothing is answered. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on after {@link #pause()}. */
    public void resume() {
        process.resume();
    }

    /** Ends it as a crash would. Its port is free afterwards. */
    public void kill() {
        process.kill();
    }

    /**
     * Kills it if it runs, and starts it on the same port with the same configuration; returns when it answers. What it
     * has not written to its data directory is lost.
     *
     * @throws RedisStartException if it does not answer within 30 s
     */
    public void restart() {
        process.kill();
        long deadline = System.nanoTime() + READY.toNanos();
        try {
            ChildProcess started = launch(port);
            while (!isReady(started, port)) {
                started.kill();
                if (System.nanoTime() - deadline > 0) {
                    throw new RedisStartException("Redis did not restart on port " + port + ". " + endOfLog());
                }
                LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
                started = launch(port);
            }
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it cleanly, so that its data directory is complete, within 5 s; then it is killed. Without a data directory of its own it is killed at once. */
    @Override
    public void close() {
        if (config.dataDirectory() == null) {
            process.kill();
        } else {
            process.terminate(CLEAN_END);
        }
        scratch.close();
    }

    private ChildProcess launch(int port) throws IOException {
        Path file = scratch.path().resolve("redis.conf");
        Files.writeString(file, config.file(port, scratch.path()));
        List<String> command = config.sentinel()
                ? List.of(program.toString(), file.toString(), "--sentinel")
                : List.of(program.toString(), file.toString());
        return ChildProcess.builder(command).output(log).start();
    }

    private boolean isReady(ChildProcess started, int port) {
        long deadline = System.nanoTime() + READY.toNanos();
        while (started.isAlive() && System.nanoTime() - deadline < 0) {
            if (answers(started, port)) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
        return false;
    }

    /** Whether it is this process that answers on the port, and not a stranger's; it does not while it loads its data. */
    private boolean answers(ChildProcess started, int port) {
        try (var connection = RedisConnection.open(urlAt(port), PROBE)) {
            return connection.ask("PING").equals(new Reply.Status("PONG"))
                    && connection.ask("INFO", "server") instanceof Reply.Data server
                    && server.text().contains("\r\nprocess_id:" + started.pid() + "\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    private RedisUrl urlAt(int port) {
        return new RedisUrl(false, "127.0.0.1", port, null, config.password(), 0);
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return "Its log ends: " + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** What to start a server with. Everything has a default. */
    public static final class Builder {

        private final Map<String, String> directives = new LinkedHashMap<>();
        private @Nullable Integer port;
        private @Nullable String password;
        private @Nullable Path dataDirectory;
        private @Nullable Path log;
        private boolean sentinel;

        private Builder() {}

        /** The port to listen on; by default one that is free. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The password that clients must give; none by default. */
        public Builder password(String password) {
            this.password = password;
            return this;
        }

        /** Where it keeps its data, created if missing; by default a directory that vanishes with the server. */
        public Builder dataDirectory(Path directory) {
            this.dataDirectory = directory;
            return this;
        }

        /** The file that its log is appended to; by default one that vanishes with the server. */
        public Builder log(Path file) {
            this.log = file;
            return this;
        }

        /** A line of its configuration, for example {@code config("maxmemory", "256mb")}. Snapshots are off by default. */
        public Builder config(String directive, String value) {
            directives.put(directive, value);
            return this;
        }

        /**
         * Has it watch other servers, and hold nothing itself: {@code config("sentinel monitor mymaster 127.0.0.1 6379", "2")}. Started again, it has forgotten
         * what became of them.
         */
        public Builder sentinel() {
            sentinel = true;
            return this;
        }

        /**
         * Starts the server and returns when it answers.
         *
         * @throws RedisStartException if it does not answer within 30 s, or the given port is not free
         * @throws UncheckedIOException if a directory or file cannot be written
         */
        public RedisServer start() {
            try {
                var scratch = new ScratchDirectory("embedded-redis-");
                try {
                    var config = new RedisConfig(port, password, dataDirectory, log, sentinel, directives);
                    if (dataDirectory != null) {
                        Files.createDirectories(dataDirectory);
                    }
                    return new RedisServer(scratch, config);
                } catch (IOException | RuntimeException e) {
                    scratch.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not prepare a Redis server", e);
            }
        }
    }
}
