package dev.cacheplane.demo;

import java.nio.file.Path;
import java.util.List;

/** The project as it lies on the disk after {@code package}. */
final class Project {

    /** Its root directory. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();

    private Project() {}

    /** The command that runs a module's jar. */
    static List<String> java(String module) {
        return OwnJava.running(jar(module));
    }

    /** The runnable jar of a module. */
    static Path jar(String module) {
        return ROOT.resolve(module).resolve("target").resolve(module + ".jar");
    }
}
