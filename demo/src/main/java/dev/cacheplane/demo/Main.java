package dev.cacheplane.demo;

import dev.cacheplane.demo.rediscli.RedisCli;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code ./start} runs: everything on one machine, or {@code redis-cli}. */
public final class Main {

    private static final String USAGE = """
            ./start                          starts Redis, the control plane and two example services; Ctrl-C stops them
            ./start redis-cli [COMMAND…]     a small redis-cli, for those who have none

            Environment, also in a file .env: DATA_DIR (./data), REDIS_URL (a Redis of your own instead of the embedded
            one), and what the services read; see .env.example. Runs on Linux and macOS.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> words) {
        try {
            if (words.isEmpty()) {
                Launcher.run(DemoConfig.from(environment()), home(), System.out);
                return 0;
            }
            if (words.get(0).equals("redis-cli")) {
                return redisCli(words.subList(1, words.size()));
            }
            System.out.print(USAGE);
            return words.equals(List.of("--help")) ? 0 : 2;
        } catch (ConfigException e) {
            e.problems().forEach(System.err::println);
        } catch (StartException e) {
            System.err.println(e.getMessage());
        }
        return 1;
    }

    private static int redisCli(List<String> words) {
        Map<String, String> redis = environment()
                .text("REDIS_URL")
                .map(url -> Map.of("REDIS_URL", url))
                .orElse(Map.of());
        return RedisCli.run(words, redis);
    }

    private static Environment environment() {
        return Environment.load(Path.of(""), System.getenv());
    }

    /** The directory of all modules: this code runs from {@code demo/target/demo.jar} in it. */
    private static Path home() {
        URI jar = URI.create(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toString());
        return Path.of(jar).resolve("../../..").normalize();
    }
}
