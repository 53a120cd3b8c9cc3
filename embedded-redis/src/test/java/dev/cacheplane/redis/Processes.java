package dev.cacheplane.redis;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes as the operating system sees them. */
final class Processes {

    private Processes() {}

    /** Whether it exists and is more than a dead one that nobody has asked about yet. */
    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    static void awaitEnd(long pid) {
        await("end of process " + pid).atMost(Duration.ofSeconds(20)).until(() -> !isRunning(pid));
    }

    /** Runs a class of this class path in a Java virtual machine of its own. */
    static List<String> java(Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        var command = new ArrayList<>(List.of(java, "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
