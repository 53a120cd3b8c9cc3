package dev.cacheplane.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary directory that is gone when it is closed, or when this Java virtual machine has ended, also by
 * {@code SIGKILL}: a small shell holds the other end of a pipe of ours and deletes the directory at the pipe's end.
 */
final class ScratchDirectory implements AutoCloseable {

    private static final String KEEPER = """
            trap '' HUP INT TERM
            read -r nothing
            rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
            """;

    private final Path path;
    private final Process keeper;

    ScratchDirectory(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        var command = OwnSession.ofScript(KEEPER, "keeper");
        command.add(path.toString());
        keeper = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keeper.onExit().join();
    }
}
