package dev.cacheplane.sdk.race;

import dev.cacheplane.redis.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java virtual machines beside this one, with its class path. None outlives this one. */
final class Jvm {
    private Jvm() {}

    /** @param log what it writes is appended to */
    static ChildProcess start(Path log, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.log.dev.cacheplane=warn",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return ChildProcess.builder(command).output(log).start();
    }
}
