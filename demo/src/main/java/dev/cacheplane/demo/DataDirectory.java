package dev.cacheplane.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory that holds everything the demo leaves behind. One demo at a time owns it, until its process ends. */
final class DataDirectory {

    private final Path path;
    private final FileLock lock;

    private DataDirectory(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes it, with logs emptied.
     *
     * @throws StartException if another demo has it
     */
    static DataDirectory own(Path path) throws IOException {
        Files.createDirectories(path.resolve("logs"));
        var file = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw new StartException("Another ./start is running on " + path + "; DATA_DIR can name another directory");
        }
        return new DataDirectory(path, lock);
    }

    /** Where the part of this name keeps its data. */
    Path of(String part) {
        return path.resolve(part);
    }

    /** An empty log for the part of this name. */
    Path log(String part) throws IOException {
        Path log = path.resolve("logs").resolve(part + ".log");
        Files.deleteIfExists(log);
        return log;
    }

    @Override
    public String toString() {
        return path + (lock.isValid() ? "" : " (given up)");
    }
}
