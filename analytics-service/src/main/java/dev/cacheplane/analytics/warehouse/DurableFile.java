package dev.cacheplane.analytics.warehouse;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/** A file that is there whole, and on the disk, or not at all. */
final class DurableFile {
    private DurableFile() {}

    /**
     * Returns when the file is on the disk under its name.
     *
     * @param write fills the file that it is given, which lies in the same directory and ends with {@code .tmp}
     */
    static void write(Path file, Consumer<Path> write) {
        Path directory = Objects.requireNonNull(file.getParent());
        Path unfinished = directory.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try {
                write.accept(unfinished);
                sync(unfinished, WRITE);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                sync(directory, READ);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sync(Path path, OpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
