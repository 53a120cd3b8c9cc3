package dev.cacheplane.server.policies;

import dev.cacheplane.policy.Revision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last revision that was committed, in a file beside the database: {@value #FILE}. A database that is behind it has been restored
 * from a backup. It is written behind the commits, by a thread of its own, and never says more than has been committed: it is replaced as
 * a whole, and only the last of several revisions is written. Without it, or if it cannot be read, nothing is known. Thread-safe.
 */
public final class RevisionMark implements AutoCloseable {
    static final String FILE = "revision.mark";

    private static final Logger LOG = LoggerFactory.getLogger(RevisionMark.class);
    private static final Pattern CONTENT = Pattern.compile("([A-Za-z0-9]{1,64})-([0-9]{1,18})\n");
    private static final int SECONDS_TO_FINISH = 2;

    private final Path file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "control-plane-revision-mark");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable Revision> next = new AtomicReference<>();
    private boolean failing; // of the writer's thread alone

    private RevisionMark(Path file) {
        this.file = file;
    }

    /** The mark in the database's directory. */
    public static RevisionMark in(Path directory) {
        return new RevisionMark(directory.resolve(FILE));
    }

    /** What the file says; empty if there is none that can be read. */
    public Optional<Revision> read() {
        try {
            Matcher content = CONTENT.matcher(Files.readString(file));
            if (content.matches()) {
                return Optional.of(new Revision(content.group(1), Long.parseLong(content.group(2))));
            }
            LOG.warn("{} is no mark of a revision, and says nothing", file);
        } catch (NoSuchFileException e) {
            LOG.debug("There is no {} yet", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read, and says nothing: {}", file, e.toString());
        }
        return Optional.empty();
    }

    /** Writes a revision that has been committed; returns at once. */
    public void note(Revision committed) {
        if (next.getAndSet(committed) == null) {
            writer.execute(this::writeNext);
        }
    }

    /** Writes what was noted last, within two seconds or not at all. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
                LOG.warn("{} takes too long to be written", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeNext() {
        Revision revision = next.getAndSet(null);
        if (revision == null) {
            return;
        }
        try {
            write(revision);
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("{} cannot be written; the next change tries again: {}", file, e.toString());
            }
            failing = true;
        }
    }

    private void write(Revision revision) throws IOException {
        Path temporary = file.resolveSibling(FILE + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap((revision + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        // The directory need not be forced: the older mark that a crash may bring back is a true one too.
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
