package dev.cacheplane.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that runs us, for others: who sets {@code -XX} options for us, such as the garbage collector, sets them for all that we start. */
final class OwnJava {

    private OwnJava() {}

    /** The command that runs a jar. */
    static List<String> running(Path jar) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Performance data would be left in the temporary directory if the process were killed.
        command.add("-XX:-UsePerfData");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:"))
                .forEach(command::add);
        command.add("-jar");
        command.add(jar.toString());
        return command;
    }
}
