package dev.cacheplane.demo.rediscli;

import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisUrl;
import dev.cacheplane.redis.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A small {@code redis-cli}: one command from the arguments, or one a line from the input, answered as the original does
 * on a terminal.
 */
public final class RedisCli {

    private static final Duration FOR_EVER = Duration.ZERO;
    private static final Set<String> ENDLESS = Set.of("MONITOR", "SUBSCRIBE", "PSUBSCRIBE");

    private final RedisUrl url;
    private final RedisConnection connection;
    private final PrintStream out;

    private RedisCli(RedisUrl url, RedisConnection connection, PrintStream out) {
        this.url = url;
        this.connection = connection;
        this.out = out;
    }

    /**
     * Runs it on the standard streams.
     *
     * @return the exit code: 0, or 1 if there was no answer or the answer was an error, 2 for wrong options
     */
    public static int run(List<String> arguments, Map<String, String> environment) {
        return run(arguments, environment, System.in, System.out, System.err);
    }

    static int run(
            List<String> arguments, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        Options options;
        try {
            options = Options.parse(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        try (var connection = RedisConnection.open(options.url(), FOR_EVER)) {
            var cli = new RedisCli(options.url(), connection, out);
            return options.command().isEmpty() ? cli.converse(in, err) : cli.answer(options.command());
        } catch (IOException e) {
            err.println("Could not talk to Redis at " + options.url() + ": " + e.getMessage());
            return 1;
        }
    }

    private int answer(List<String> command) throws IOException {
        Reply reply = connection.ask(command);
        out.print(Rendering.of(command, reply));
        out.flush();
        while (ENDLESS.contains(command.get(0).toUpperCase(Locale.ROOT)) && !(reply instanceof Reply.Failure)) {
            out.print(Rendering.of(command, connection.read()));
            out.flush();
        }
        return reply instanceof Reply.Failure ? 1 : 0;
    }

    /** The prompt goes to the error stream, so that the output is answers and nothing else. */
    private int converse(InputStream in, PrintStream err) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        while (true) {
            err.print(url.host() + ":" + url.port() + "> ");
            err.flush();
            String line = lines.readLine();
            if (line == null) {
                err.println();
                return 0;
            }
            if (line.strip().equals("exit") || line.strip().equals("quit")) {
                return 0;
            }
            try {
                List<String> command = CommandLine.split(line);
                if (!command.isEmpty()) {
                    var unused = answer(command);
                }
            } catch (IllegalArgumentException e) {
                err.println(e.getMessage());
            }
        }
    }
}
