package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OwnJavaTest {
    private static final Path JAR = Path.of("some", "service.jar");

    @Test
    void runsTheJarOnTheJavaThatRunsUs() {
        assertThat(OwnJava.running(JAR))
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData")
                .endsWith("-jar", JAR.toString());
    }

    /** This test has the collector from the build, and an agent, which is not for others. */
    @Test
    void handsOnHowWeAreToBeRunAndNothingElse() {
        assertThat(OwnJava.running(JAR).stream().filter(word -> word.startsWith("-")))
                .contains("-XX:+UseSerialGC")
                .allMatch(option -> option.startsWith("-XX:") || option.equals("-jar"));
    }
}
