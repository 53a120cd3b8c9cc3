package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * The file {@code {service}.policies}: a line with a checksum, and the policies' JSON. It is replaced as a whole, so that
 * whoever reads it, after whatever end of whoever wrote it, finds an old copy or a new one. Several processes may share it.
 */
final class LastKnownGood {
    private static final Pattern FIRST_LINE =
            Pattern.compile("cacheplane-policies 1 ([A-Za-z0-9-]{1,120}) ([0-9]{1,18}) ([0-9a-f]{64})");
    private static final int LONGEST_FIRST_LINE = 300;
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path directory;
    private final String name;
    private final Path file;

    LastKnownGood(Path directory, ServiceName service) {
        this.directory = directory;
        this.name = service + ".policies";
        this.file = directory.resolve(name);
    }

    Path file() {
        return file;
    }

    /**
     * The copy; empty if there is none.
     *
     * @throws IOException if it cannot be read, or is not as it was written
     */
    Optional<Copy> read() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file"); // a pipe would keep us waiting
        }
        ByteString content;
        try (InputStream in = Files.newInputStream(file)) {
            long most = PolicyJson.LARGEST_SET + LONGEST_FIRST_LINE;
            content = ByteString.of(in.readNBytes((int) most + 1));
            if (content.size() > most) {
                throw new IOException("it is over " + most + " bytes");
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(parse(content));
    }

    private static Copy parse(ByteString content) throws IOException {
        int end = content.indexOf(ByteString.encodeUtf8("\n"));
        Matcher line = FIRST_LINE.matcher(
                end < 0 || end > LONGEST_FIRST_LINE
                        ? ""
                        : content.substring(0, end).utf8());
        if (!line.matches()) {
            throw new IOException("it does not begin as such a copy does");
        }
        ByteString document = content.substring(end + 1);
        Optional<SnapshotId> id = SnapshotId.parse(line.group(1));
        if (id.isEmpty() || !checksum(line.group(1), line.group(2), document).equals(line.group(3))) {
            throw new IOException("its checksum is not that of its content");
        }
        return new Copy(id.get(), Instant.ofEpochMilli(Long.parseLong(line.group(2))), document);
    }

    /** Replaces the copy; when this returns, it outlives a crash of the machine. */
    void write(Copy copy) throws IOException {
        Files.createDirectories(directory);
        String id = copy.id().toString();
        String time = String.valueOf(Math.max(0, copy.confirmedAt().toEpochMilli()));
        String line = "cacheplane-policies 1 " + id + " " + time + " " + checksum(id, time, copy.document()) + "\n";
        Path temporary = directory.resolve(name + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(channel, ByteString.encodeUtf8(line).asByteBuffer());
                writeAll(channel, copy.document().asByteBuffer());
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String checksum(String id, String time, ByteString document) {
        return ByteString.encodeUtf8(id + " " + time + " " + document.sha256().hex())
                .sha256()
                .hex();
    }

    /** The new name is on disk only when the directory is. Some systems cannot, and need not. */
    private void forceDirectory() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return; // Windows does not open directories
        }
        try (channel) {
            channel.force(true);
        }
    }

    /** Deletes what processes that were killed while they wrote have left. */
    void tidy(Instant now) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, name + ".*.tmp")) {
            for (Path path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(ABANDONED))) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
