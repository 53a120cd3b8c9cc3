package dev.cacheplane.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The payloads of a directory, by name. Immutable, and thread-safe. */
final class Items {
    private final Map<String, byte[]> bodies = new HashMap<>();

    Items(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bodies.put(file.getFileName().toString().replace(".json", ""), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is served at a path. */
    byte[] at(String path) {
        byte[] body = bodies.get(Payload.nameIn(path));
        if (body == null) {
            throw new IllegalArgumentException("Nothing at " + path);
        }
        return body;
    }
}
