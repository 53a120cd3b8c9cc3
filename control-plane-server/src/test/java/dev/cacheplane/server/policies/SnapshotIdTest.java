package dev.cacheplane.server.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotIdTest {
    private static final String HASH = "0123456789abcdef";

    @Test
    void whatIsWrittenIsReadAgain() {
        SnapshotId id = new SnapshotId(new Revision("e1", 17), HASH);

        assertThat(SnapshotId.parse("e1-17-" + HASH)).hasValue(id);
        assertThat(SnapshotId.parse(id.toString())).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "e1-17",
                "e1-17-0123456789ABCDEF",
                "e1-17-0123456789abcde",
                "e1-17-0123456789abcdef0",
                "e1--17-0123456789abcdef",
                "-17-0123456789abcdef",
                "e_1-17-0123456789abcdef",
                "e1-1234567890123456789-0123456789abcdef",
                "e1-17-0123456789abcdef\n",
            })
    void garbageIsNoName(String text) {
        assertThat(SnapshotId.parse(text)).isEmpty();
    }

    @Test
    void aSetCoversItselfAndWhatCameBeforeItInItsEpoch() {
        SnapshotId id = new SnapshotId(new Revision("e1", 17), HASH);

        assertThat(id.covers(id)).isTrue();
        assertThat(id.covers(new SnapshotId(new Revision("e1", 16), "fedcba9876543210")))
                .isTrue();
        assertThat(id.covers(new SnapshotId(new Revision("e1", 17), "fedcba9876543210")))
                .isFalse();
        assertThat(id.covers(new SnapshotId(new Revision("e1", 18), HASH))).isFalse();
        assertThat(id.covers(new SnapshotId(new Revision("e2", 16), HASH))).isFalse();
    }
}
