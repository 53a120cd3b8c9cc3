package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvExampleTest {

    private static final Pattern SETTING = Pattern.compile("^#([A-Z_]+)=", Pattern.MULTILINE);

    @Test
    void namesWhatTheServicesReadAndNothingElse() throws IOException {
        String file = Files.readString(Project.ROOT.resolve(".env.example"));
        Set<String> read = new TreeSet<>();
        for (ServiceConfig config : ServiceConfig.values()) {
            read.addAll(config.names());
        }

        assertThat(SETTING.matcher(file).results().map(found -> found.group(1)).distinct())
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void setsNothingAsItStands() throws IOException {
        assertThat(Files.readAllLines(Project.ROOT.resolve(".env.example")))
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }
}
