package dev.cacheplane.service;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: one {@code NAME=value} a line, a leading {@code export} allowed. A value may stand in single or double quotes;
 * outside of them a {@code #} after a blank begins a comment. Nothing is escaped, expanded or continued on the next line.
 */
final class DotEnv {
    static final String FILE_NAME = ".env";

    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\")\\s*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*");

    private DotEnv() {}

    /**
     * Reads the file in a directory; there need not be one.
     *
     * @throws ConfigException naming each line that cannot be read, never what stands in it
     */
    static Map<String, String> read(Path directory) {
        Path file = directory.resolve(FILE_NAME);
        if (Files.notExists(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw new ConfigException(List.of(FILE_NAME + ": is not UTF-8 text"));
        } catch (IOException e) {
            throw new ConfigException(List.of(FILE_NAME + ": cannot be read as a file"));
        }
    }

    private static Map<String, String> parse(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (NOTHING.matcher(line).matches()) {
                continue;
            }
            Matcher entry = ENTRY.matcher(line);
            Optional<String> value = entry.matches() ? valueOf(entry.group("value")) : Optional.empty();
            if (value.isPresent()) {
                values.put(entry.group("name"), value.get());
            } else {
                problems.add(FILE_NAME + ": line " + (i + 1) + " is not of the form NAME=value or NAME=\"value\"");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return values;
    }

    /** Empty for a quote that is never closed, and for text behind a closed one. */
    private static Optional<String> valueOf(String text) {
        if (!text.startsWith("'") && !text.startsWith("\"")) {
            return Optional.of(COMMENT.matcher(text).replaceFirst(""));
        }
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return Optional.empty();
        }
        return Optional.of(quoted.group("single") != null ? quoted.group("single") : quoted.group("double"));
    }
}
