package dev.cacheplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @TempDir
    private Path directory;

    @Test
    void everythingThatIsSetIsRead() {
        Environment environment = Environment.of(Map.of(
                "TEXT",
                " a b ",
                "SECRET",
                "s3cret",
                "PORT",
                "65535",
                "WAIT",
                "1500",
                "FLAG",
                "true",
                "LIST",
                "a, b,,c",
                "URL",
                "https://example.org:8443/x",
                "DIR",
                directory.resolve("a/b").toString(),
                "NUMBER",
                "7"));

        assertThat(environment.text("TEXT", "-")).isEqualTo("a b");
        assertThat(environment.secret("SECRET")).contains(new Secret("s3cret"));
        assertThat(environment.port("PORT", 1)).isEqualTo(65_535);
        assertThat(environment.millis("WAIT", Duration.ZERO)).isEqualTo(Duration.ofMillis(1500));
        assertThat(environment.flag("FLAG", false)).isTrue();
        assertThat(environment.list("LIST")).containsExactly("a", "b", "c");
        assertThat(environment.uri("URL", URI.create("http://localhost"))).hasToString("https://example.org:8443/x");
        assertThat(environment.directory("DIR", Path.of("unused")))
                .isEqualTo(directory.resolve("a/b"))
                .isEmptyDirectory();
        assertThat(environment.parsed("NUMBER", 0, Integer::valueOf)).isEqualTo(7);
        environment.verify();
    }

    @Test
    void whatIsNotSetOrBlankIsItsDefault() {
        Environment environment = Environment.of(Map.of("TEXT", " ", "PORT", ""));

        assertThat(environment.text("TEXT", "-")).isEqualTo("-");
        assertThat(environment.secret("SECRET")).isEmpty();
        assertThat(environment.port("PORT", 1)).isEqualTo(1);
        assertThat(environment.millis("WAIT", Duration.ZERO)).isZero();
        assertThat(environment.flag("FLAG", true)).isTrue();
        assertThat(environment.list("LIST")).isEmpty();
        assertThat(environment.uri("URL", URI.create("http://localhost"))).hasToString("http://localhost");
        assertThat(environment.directory("DIR", directory)).isEqualTo(directory);
        assertThat(environment.parsed("NUMBER", 3, Integer::valueOf)).isEqualTo(3);
        environment.verify();
        assertThat(environment.names())
                .containsExactly("TEXT", "SECRET", "PORT", "WAIT", "FLAG", "LIST", "URL", "DIR", "NUMBER");
    }

    @Test
    void allProblemsAreToldAtOnceWithoutWhatMayBeSecret() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Environment environment = Environment.of(Map.of(
                "PORT", "65536", "WAIT", "-1", "FLAG", "yes", "URL", "redis://:s3cret@host", "DIR", file + "/below"));
        environment.port("PORT", 1);
        environment.millis("WAIT", Duration.ZERO);
        environment.flag("FLAG", true);
        environment.uri("URL", URI.create("http://localhost"));
        environment.directory("DIR", directory);
        environment.problem("OTHER", "goes only with PORT");

        assertThatThrownBy(environment::verify)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "PORT: must be a whole number from 0 to 65535, not '65536'",
                                        "WAIT: must be a whole number from 0 to 86400000, not '-1'",
                                        "FLAG: must be true or false, not 'yes'",
                                        "URL: must be a URL like http://localhost",
                                        "DIR: cannot write to the directory '" + file + "/below'",
                                        "OTHER: goes only with PORT"));
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(directory.resolve(".env"), "A=file\nB=file\n");

        Environment environment = Environment.load(directory, Map.of("A", "environment"));

        assertThat(environment.text("A")).contains("environment");
        assertThat(environment.text("B")).contains("file");
    }

    @Test
    void thereNeedNotBeAFile() {
        assertThat(Environment.load(directory, Map.of()).text("A")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=b               | b",
                "  export A = b c  | b c",
                "A=b # comment     | b",
                "A=b#c             | b#c",
                "A='b # c'         | b # c",
                "A=\"it's\" # x    | it's",
                "A=b=c             | b=c",
            })
    void aLineOfTheFileIsANameAndAValue(String line, String value) throws IOException {
        Files.writeString(directory.resolve(".env"), "# comment\n\n" + line + "\n");

        assertThat(Environment.load(directory, Map.of()).text("A")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIS_PASS",
                "PASSWORD='s3cret",
                "PASSWORD=\"s3cret",
                "PASSWORD='s3cret' more",
                "=s3cret",
                "A B=s3cret"
            })
    void aLineThatIsCutOffIsNamedByItsNumberAlone(String line) throws IOException {
        Files.writeString(directory.resolve(".env"), "A=b\n" + line);

        assertThatThrownBy(() -> Environment.load(directory, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(".env: line 2 is not of the form NAME=value or NAME=\"value\"");
    }

    @Test
    void aFileThatIsNotTextIsAProblem() throws IOException {
        Files.write(directory.resolve(".env"), new byte[] {'A', '=', (byte) 0xff});

        assertThatThrownBy(() -> Environment.load(directory, Map.of())).hasMessage(".env: is not UTF-8 text");
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(new Secret("s3cret")).hasToString("****");
    }
}
