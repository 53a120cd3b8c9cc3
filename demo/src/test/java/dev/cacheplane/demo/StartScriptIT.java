package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./start}, in a project that consists of sources, a build that only says so, and our jar. */
class StartScriptIT {

    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = EARLIER.plusSeconds(60);
    private static final List<String> MODULES =
            List.of("control-plane-server", "product-service", "analytics-service", "demo");

    @TempDir
    private Path temporary;

    private Path project;

    @BeforeEach
    void layOutAProject() throws IOException {
        project = Files.createDirectory(temporary.resolve("a project"));
        Files.copy(Project.ROOT.resolve("start"), project.resolve("start"));
        for (String module : MODULES) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createDirectories(project.resolve(module).resolve("target"));
            Files.createFile(project.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(project.resolve("pom.xml"));
        maven("""
                echo '[INFO] Building Cacheplane: demo   [1/1]'
                for module in control-plane-server product-service analytics-service demo; do
                    cp '%s' $module/target/$module.jar
                done
                """.formatted(Project.jar("demo")));
        setSourcesTime(EARLIER);
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        var run = start(Map.of(), "--help");

        assertThat(run.output())
                .startsWith("Building")
                .contains("  Cacheplane: demo")
                .contains("./start redis-cli");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void doesNotBuildWhatIsUpToDate() throws Exception {
        setJars(LATER);

        assertThat(start(Map.of(), "--help").output()).startsWith("./start  ");
    }

    @Test
    void doesNotReplaceTheJarsOfWhatRunsForALookIntoRedis() throws Exception {
        setJars(LATER);
        Path source = Files.createFile(project.resolve("demo/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(LATER.plusSeconds(1)));

        assertThat(start(Map.of(), "redis-cli", "--help").output()).doesNotContain("Building");
        assertThat(Files.getLastModifiedTime(project.resolve("demo/target/demo.jar")))
                .isEqualTo(FileTime.from(LATER));
    }

    @Test
    void buildsAgainWhenASourceIsNewerThanAJar() throws Exception {
        setJars(LATER);
        Path source = Files.createFile(project.resolve("demo/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(LATER.plusSeconds(1)));

        assertThat(start(Map.of(), "--help").output()).startsWith("Building");
        assertThat(start(Map.of(), "--help").output()).startsWith("./start  ");
    }

    @Test
    void showsWhyABuildFails() throws Exception {
        maven("echo '[ERROR] it is broken'\nexit 3\n");

        var run = start(Map.of());

        assertThat(run.output()).contains("[ERROR] it is broken").endsWith("The build failed.\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void fallsBackFromABrokenJavaHomeToThePath() throws Exception {
        setJars(LATER);
        String nowhere = temporary.resolve("nowhere").toString();

        var run = start(Map.of("JAVA_HOME", nowhere, "PATH", javaBin() + ":/usr/bin:/bin"), "--help");

        assertThat(run.output())
                .startsWith(nowhere + " is not a JDK 17 or newer")
                .contains("./start redis-cli");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhatItNeedsWhereThereIsNoJdk() throws Exception {
        Path bin = Files.createDirectory(temporary.resolve("bin"));
        executable(bin.resolve("dirname"), "exec /usr/bin/dirname \"$@\"");

        var run = start(Map.of("JAVA_HOME", "", "PATH", bin.toString()));

        assertThat(run.output())
                .isEqualTo(
                        "Cacheplane needs a JDK 17 or newer: let JAVA_HOME name its directory, or put its bin on the PATH.\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private record Run(int exitCode, String output) {}

    private Run start(Map<String, String> environment, String... arguments) throws Exception {
        Path log = Files.createTempFile(temporary, "start", ".log");
        var command =
                new ArrayList<>(List.of("/bin/sh", project.resolve("start").toString()));
        command.addAll(List.of(arguments));
        try (var process = ChildProcess.builder(command)
                .directory(temporary)
                .environment(inherited -> inherited.putAll(environment))
                .output(log)
                .start()) {
            int exitCode = process.onExit().get(60, TimeUnit.SECONDS);
            return new Run(exitCode, Files.readString(log));
        }
    }

    private void maven(String script) throws IOException {
        executable(project.resolve("mvnw"), script);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void setSourcesTime(Instant time) throws IOException {
        try (var files = Files.walk(project)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    private void setJars(Instant time) throws IOException {
        for (String module : MODULES) {
            Path jar = project.resolve(module).resolve("target").resolve(module + ".jar");
            Files.copy(Project.jar("demo"), jar);
        }
        setSourcesTime(EARLIER);
        for (String module : MODULES) {
            Path jar = project.resolve(module).resolve("target").resolve(module + ".jar");
            Files.setLastModifiedTime(jar, FileTime.from(time));
        }
    }

    private static String javaBin() {
        return Path.of(System.getProperty("java.home"), "bin").toString();
    }
}
