package dev.cacheplane.demo;

import dev.cacheplane.redis.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One running part of the demo.
 *
 * @param stop ends it in its own way and returns when it has ended
 */
record Part(String name, ChildProcess process, Path log, Runnable stop) {

    private static final int LAST_LINES = 20;
    private static final Pattern PERCENT = Pattern.compile(" (\\d+ %)\\R?\\z");

    /** How it ended, and what it said last. */
    String obituary() {
        return name + " ended with exit code " + process.onExit().join() + ". The end of " + log + ":\n" + endOfLog();
    }

    /** How far it says that it is, such as {@code 40 %}, if that is the last thing it says. */
    Optional<String> percent() {
        var last = PERCENT.matcher(endOfLog());
        return last.find() ? Optional.of(last.group(1)) : Optional.empty();
    }

    /** The last 20 lines of its log, indented. */
    String endOfLog() {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).stream()
                    .map(line -> "    " + line + "\n")
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
