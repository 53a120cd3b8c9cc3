package dev.cacheplane.demo.rediscli;

import dev.cacheplane.redis.RedisUrl;
import java.util.List;
import java.util.Map;

/** What the arguments say: {@code [-u URL] [-h HOST] [-p PORT] [COMMAND…]}. */
record Options(RedisUrl url, List<String> command) {

    Options {
        command = List.copyOf(command);
    }

    /**
     * Reads them; {@code -h} and {@code -p} prevail over {@code -u}, and that over {@code REDIS_URL}.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    static Options parse(List<String> arguments, Map<String, String> environment) {
        String given = environment.getOrDefault("REDIS_URL", "");
        RedisUrl url = given.isEmpty() ? RedisUrl.of("127.0.0.1", 6379) : url("REDIS_URL", given);
        int next = 0;
        while (next < arguments.size() && arguments.get(next).startsWith("-")) {
            String option = arguments.get(next);
            if (next + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = arguments.get(next + 1);
            url = switch (option) {
                case "-u" -> url("-u", value);
                case "-h" -> RedisUrl.of(value, url.port());
                case "-p" -> RedisUrl.of(url.host(), port(value));
                default ->
                    throw new IllegalArgumentException(
                            "Unknown option " + option + "; there are -h HOST, -p PORT and -u URL");
            };
            next += 2;
        }
        return new Options(url, arguments.subList(next, arguments.size()));
    }

    private static RedisUrl url(String source, String text) {
        try {
            return RedisUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + " " + e.getMessage(), e);
        }
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("-p needs a port, not " + text);
        }
        return Integer.parseInt(text);
    }
}
