package dev.cacheplane.server.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionMarkTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasNotedLastIsReadByTheNextProcess() throws IOException {
        try (RevisionMark mark = RevisionMark.in(directory)) {
            assertThat(mark.read()).isEmpty();
            for (int number = 1; number <= 1_000; number++) {
                mark.note(new Revision("e1", number));
            }
        }
        try (RevisionMark mark = RevisionMark.in(directory)) {
            assertThat(mark.read()).hasValue(new Revision("e1", 1_000));
        }
        assertThat(directory.resolve("revision.mark")).hasContent("e1-1000");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e1-17",
                "e1-\n",
                "e1-17\n\n",
                "e1-9999999999999999999\n",
                "\u0000\u0000\u0000\u0000",
                "-17\n"
            })
    void aFileThatIsBrokenSaysNothingAndIsReplaced(String content) throws IOException {
        Files.writeString(directory.resolve("revision.mark"), content);
        try (RevisionMark mark = RevisionMark.in(directory)) {
            assertThat(mark.read()).isEmpty();
            mark.note(new Revision("e1", 1));
        }
        assertThat(RevisionMark.in(directory).read()).hasValue(new Revision("e1", 1));
    }

    @Test
    void aFileThatCannotBeReadOrWrittenKeepsNobodyFromAnything() throws IOException {
        Files.createDirectories(directory.resolve("revision.mark/not-empty"));
        try (RevisionMark mark = RevisionMark.in(directory)) {
            assertThat(mark.read()).isEmpty();
            mark.note(new Revision("e1", 1));
            mark.note(new Revision("e1", 2));
        }
        assertThat(directory.resolve("revision.mark")).isDirectory();
    }

    @Test
    void whatIsLeftOfACrashWhileWritingIsOverwritten() throws IOException {
        Files.writeString(directory.resolve("revision.mark.new"), "e1-99999999999999 and some rubbish behind it");
        try (RevisionMark mark = RevisionMark.in(directory)) {
            mark.note(new Revision("e1", 1));
        }
        assertThat(RevisionMark.in(directory).read()).hasValue(new Revision("e1", 1));
    }
}
