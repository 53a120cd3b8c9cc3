package dev.cacheplane.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * The program: the one that {@code REDIS_SERVER} names, else the one that the class path carries for this platform, else
 * {@code redis-server} from the {@code PATH}.
 */
final class RedisBinary {

    private RedisBinary() {}

    /** A path to run; a carried program is unpacked into the given directory. */
    static Path provide(Path directory) throws IOException {
        String named = System.getenv("REDIS_SERVER");
        if (named != null && !named.isEmpty()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new RedisStartException("REDIS_SERVER=" + named + " is not an executable file");
            }
            return Path.of(named).toAbsolutePath();
        }
        try (var carried = RedisBinary.class.getResourceAsStream("/redis-server-7.0.15-" + platform())) {
            if (carried == null) {
                return SearchPath.find("redis-server")
                        .orElseThrow(() -> new RedisStartException("There is no Redis for " + platform()
                                + " on board; install redis-server or let REDIS_SERVER name one"));
            }
            Path program = directory.resolve("redis-server");
            Files.copy(carried, program);
            return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : system)
                + "-"
                + switch (machine) {
                    case "x86_64" -> "amd64";
                    case "aarch64" -> "arm64";
                    case "i386", "x86" -> "386";
                    default -> machine;
                };
    }
}
