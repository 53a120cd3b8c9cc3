package dev.cacheplane.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the directory of the page. */
class ConsoleFilesTest {
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>([^<]*)</script>");
    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|export)\\b.* from ['\"]([^'\"]+)['\"]");

    @Test
    void everyFileIsServedAndTheFactsAboutOthersWorkAreKeptBesideIt() throws IOException {
        assertThat(files().map(file -> directory().relativize(file).toString()))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                ConsoleRoutes.FILE_NAMES.stream(),
                                Stream.of(
                                        "index.html",
                                        "vendor/CHECKSUMS",
                                        "vendor/htm.LICENSE",
                                        "vendor/preact.LICENSE"))
                        .toList());
    }

    @Test
    void whatOthersWroteIsAsTheyPublishedIt() throws IOException {
        String checksums = Files.readString(directory().resolve("vendor/CHECKSUMS"));
        Map<String, String> recorded = checksums
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));

        assertThat(recorded)
                .isEqualTo(files().filter(
                                file -> file.startsWith(directory().resolve("vendor")) && !file.endsWith("CHECKSUMS"))
                        .collect(Collectors.toMap(
                                file -> String.valueOf(file.getFileName()), ConsoleFilesTest::sha256)));
        assertThat(checksums).contains("preact@", "MIT", "htm@", "Apache-2.0");
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws IOException {
        String page = Files.readString(directory().resolve("index.html"));

        assertThat(SCRIPT.matcher(page).results())
                .isNotEmpty()
                .allMatch(script ->
                        script.group(1).contains("src=") && script.group(2).isEmpty());
        assertThat(page).doesNotContain("<style", "style=", "://").doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void everyModuleImportsFilesThatAreThere() throws IOException {
        for (Path file : files().filter(file -> file.toString().endsWith(".js")).toList()) {
            assertThat(IMPORT.matcher(Files.readString(file)).results().map((MatchResult match) -> match.group(1)))
                    .allMatch(
                            name -> name.startsWith("./") && Files.exists(file.resolveSibling(name)),
                            "relative, there");
        }
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".class"))
                    .toList()
                    .stream();
        }
    }

    private static Path directory() {
        try {
            URL page = Objects.requireNonNull(ConsoleRoutes.class.getResource("index.html"));
            return Objects.requireNonNull(Path.of(page.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
