package dev.cacheplane.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that never outlives this Java virtual machine, not even when the machine is killed with {@code SIGKILL}.
 *
 * <p>A small shell, the guard, stands beside the child. It reads from a pipe whose only other end is ours; the end of
 * that pipe means that we are gone, or that the child is, and the guard kills what is left of the child's process group.
 * Guard and child share a session of their own. So a Ctrl-C in our terminal reaches us alone and we can stop children in
 * order; and since the guard is a member of the group, the child's number cannot be given to a stranger meanwhile.
 *
 * <p>Needs a POSIX system with {@code sh} and either {@code setsid} or {@code perl} (Linux, macOS). Safe for use by
 * several threads.
 */
public final class ChildProcess implements AutoCloseable {

    /**
     * The shell replaces itself by the command, so the number that Java knows is the command's own. It says when the guard
     * is there: a shell that was paused before could never be killed by it.
     */
    private static final String GUARDED = """
            exec 3<&0 </dev/null
            (
                trap '' HUP INT TERM
                read -r nothing <&3
                kill -KILL -$$
            ) >/dev/null 2>&1 &
            echo guarded >&2
            exec "$@" 2>&1 3<&-
            """;

    /** Signals go by its handle: its own methods would close the pipe to the guard first. */
    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** A child that runs this program, given by path or as found on the {@code PATH}, with these arguments. */
    public static Builder builder(List<String> command) {
        return new Builder(command);
    }

    /** The operating system's number for the command itself. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes when the child has ended, with its exit code: 128 + n after signal n, 127 if there was no such command. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Stops the child in its tracks ({@code SIGSTOP}); its sockets stay open. Nothing happens if it has ended. */
    public void pause() {
        signal("STOP");
    }

    /** Lets a paused child go on ({@code SIGCONT}). Nothing happens if it has ended. */
    public void resume() {
        signal("CONT");
    }

    /** Ends the child at once ({@code SIGKILL}) and returns when it has ended. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /**
     * Asks the child to end ({@code SIGTERM}), also a paused one, and returns when it has; kills it if it takes too long.
     *
     * @return whether it ended in time
     */
    public boolean terminate(Duration patience) {
        process.toHandle().destroy();
        resume();
        try {
            var unused = onExit().copy()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            kill();
            return false;
        }
    }

    /** The same as {@link #kill()}. */
    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not send SIG" + name + " to process " + pid(), e);
        }
    }

    /** What to start, and how. */
    public static final class Builder {

        private final List<String> command;
        private Consumer<Map<String, String>> environment = inherited -> {};
        private @Nullable Path directory;
        private @Nullable Path output;

        private Builder(List<String> command) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("A command must name a program");
            }
            this.command = List.copyOf(command);
        }

        /** Where the child runs; our own working directory by default. */
        public Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /** Changes the environment of the child, which is a copy of ours by default. */
        public Builder environment(Consumer<Map<String, String>> change) {
            this.environment = change;
            return this;
        }

        /** The file to which the child's output and errors are appended; by default they are discarded. */
        public Builder output(Path file) {
            this.output = file;
            return this;
        }

        /**
         * Starts it. A command that does not exist shows as exit code 127.
         *
         * @throws UncheckedIOException if this system cannot start a guarded process, or a directory or file cannot be used
         */
        public ChildProcess start() {
            var guarded = OwnSession.ofScript(GUARDED, "guard");
            guarded.addAll(command);
            var builder = new ProcessBuilder(guarded);
            builder.redirectOutput(
                    output == null
                            ? ProcessBuilder.Redirect.DISCARD
                            : ProcessBuilder.Redirect.appendTo(output.toFile()));
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            environment.accept(builder.environment());
            try {
                Process process = builder.start();
                awaitGuard(process);
                return new ChildProcess(process);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not start " + command.get(0), e);
            }
        }

        private static void awaitGuard(Process process) throws IOException {
            try (var said = process.errorReader()) {
                String line = said.readLine();
                if (!"guarded".equals(line)) {
                    process.destroyForcibly();
                    throw new IOException("No guard could be started: " + line);
                }
            }
        }
    }
}
