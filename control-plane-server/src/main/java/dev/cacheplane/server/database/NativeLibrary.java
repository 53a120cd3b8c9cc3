package dev.cacheplane.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where SQLite's driver unpacks its library. A killed process leaves it behind: here the next one finds it, and takes it away. */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Takes effect if the driver has not been loaded yet. Nobody else may be using the directory. */
    static void unpackIn(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> leftBehind = Files.newDirectoryStream(directory, "sqlite-*")) {
                for (Path file : leftBehind) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("org.sqlite.tmpdir", directory.toString());
    }
}
