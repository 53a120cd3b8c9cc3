package dev.cacheplane.redis;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param port the port to listen on, or null for any free one
 * @param password what clients must say, or null for nothing
 * @param dataDirectory where it keeps its data, or null for a directory that vanishes with it
 * @param log where its log is appended, or null for a file that vanishes with it
 * @param sentinel whether it watches others, and holds nothing itself
 * @param directives further lines of its configuration, by name
 */
record RedisConfig(
        @Nullable Integer port,
        @Nullable String password,
        @Nullable Path dataDirectory,
        @Nullable Path log,
        boolean sentinel,
        Map<String, String> directives) {

    RedisConfig {
        if (port != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("Port " + port + " is not from 1 to 65535");
        }
        directives = Map.copyOf(directives);
    }

    /** The configuration file, as Redis reads it: one directive a line, quoted so that a value can hold anything. */
    String file(int port, Path defaultDirectory) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("bind", "127.0.0.1");
        lines.put("port", Integer.toString(port));
        lines.put(
                "dir",
                (dataDirectory == null ? defaultDirectory : dataDirectory)
                        .toAbsolutePath()
                        .toString());
        if (!sentinel) {
            lines.put("save", "");
        }
        if (password != null) {
            lines.put("requirepass", password);
        }
        lines.putAll(directives);
        var file = new StringBuilder();
        lines.forEach((name, value) ->
                file.append(name).append(' ').append(quoted(value)).append('\n'));
        return file.toString();
    }

    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
