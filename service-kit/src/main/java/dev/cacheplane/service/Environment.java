package dev.cacheplane.service;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The variables a service is configured by. Each is asked for once, by name, type and default; a value that does not fit is noted, and the
 * default takes its place, so that {@link #verify} can report every problem together. A variable that is set to blanks counts as not set.
 *
 * <p>Not thread-safe: it is read while a service starts.
 */
public final class Environment {
    private final Map<String, String> values;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    private Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** An environment of exactly these variables. */
    public static Environment of(Map<String, String> values) {
        return new Environment(values);
    }

    /**
     * The given variables, and those of a {@code .env} file in the working directory that they do not name.
     *
     * @throws ConfigException if there is such a file and it cannot be read
     */
    public static Environment load(Path workingDirectory, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>(DotEnv.read(workingDirectory));
        values.putAll(environment);
        return new Environment(values);
    }

    /** The variable's text without surrounding blanks, if it is set. */
    public Optional<String> text(String name) {
        names.add(name);
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    public String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    public Optional<Secret> secret(String name) {
        return text(name).map(Secret::new);
    }

    /** A TCP port, 0 to 65535; 0 stands for any free one. */
    public int port(String name, int otherwise) {
        return parsed(name, otherwise, text -> Math.toIntExact(wholeNumber(text, 0, 65_535)));
    }

    /** A number in decimal digits. */
    public long whole(String name, long otherwise, long least, long most) {
        return parsed(name, otherwise, text -> wholeNumber(text, least, most));
    }

    /** A time in whole milliseconds, at most a day. */
    public Duration millis(String name, Duration otherwise) {
        return parsed(
                name,
                otherwise,
                text -> Duration.ofMillis(
                        wholeNumber(text, 0, Duration.ofDays(1).toMillis())));
    }

    /** {@code true} or {@code false}, in lower case. */
    public boolean flag(String name, boolean otherwise) {
        return parsed(name, otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        });
    }

    /** An absolute http or https URL. A URL may hold a password, so that no message repeats it. */
    public URI uri(String name, URI otherwise) {
        return parsed(name, otherwise, text -> {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Told below, without the text.
            }
            throw new IllegalArgumentException("must be a URL like " + otherwise);
        });
    }

    /** Parts between commas, without blanks around them; empty when not set. */
    public List<String> list(String name) {
        return text(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** A directory that can be written to; it is made if it is not there. */
    public Path directory(String name, Path otherwise) {
        String text = text(name).orElse(otherwise.toString());
        try {
            Path directory = Files.createDirectories(Path.of(text));
            Files.delete(Files.createTempFile(directory, "is-writable", null));
            return directory;
        } catch (InvalidPathException | IOException e) {
            problem(name, "cannot write to the directory '" + text + "'");
            return otherwise;
        }
    }

    /**
     * A value of the caller's own type.
     *
     * @param parse throws an {@link IllegalArgumentException} whose message goes behind the variable's name: what is expected, no secret
     */
    public <T> T parsed(String name, T otherwise, Function<String, T> parse) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parse.apply(text.get());
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    /** Notes what is wrong with a variable for a reason that only the caller knows, such as two that exclude each other. */
    public void problem(String name, String message) {
        problems.add(name + ": " + message);
    }

    /**
     * Ends the reading: nothing more is asked for.
     *
     * @throws ConfigException with all problems noted so far
     */
    public void verify() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Every variable asked for so far, in that order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    private static long wholeNumber(String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "must be a whole number from " + least + " to " + most + ", not '" + text + "'");
    }
}
