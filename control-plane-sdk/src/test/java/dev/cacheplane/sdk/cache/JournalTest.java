package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Purge EVERYTHING = new Purge.Generations(List.of("service"), false);
    private static final Purge A = new Purge.Entry("a", false);
    private static final Purge B = new Purge.Entry("b", false);
    private static final Purge C = new Purge.Entry("c", false);

    private final Journal journal = new Journal(2, EVERYTHING);

    @Test
    void givesTheOldestFirstAndEachOnce() {
        journal.add(A);
        journal.add(B);
        journal.add(A);
        assertThat(journal.poll(1)).containsExactly(A);
        assertThat(journal.poll(1)).containsExactly(B);
        assertThat(journal.poll(2)).isEmpty();
    }

    @Test
    void keepsWhatFailsAgainWhileItIsReplayed() {
        journal.add(A);
        assertThat(journal.poll(1)).containsExactly(A);
        journal.add(A);
        assertThat(journal.poll(1)).containsExactly(A);
    }

    @Test
    void oneMoreThanFitsIsEverything() {
        journal.add(A);
        journal.add(B);
        journal.add(C);
        journal.add(A);
        assertThat(journal.poll(1)).containsExactly(EVERYTHING);
        assertThat(journal.poll(2)).isEmpty();
    }

    @Test
    void whatTakesManyWalksThroughAllKeysIsEverything() {
        Journal large = new Journal(10_000, EVERYTHING);
        for (int i = 0; i < 16; i++) {
            large.add(new Selection(List.of("cache:product-service:/" + i + "*"), Optional.empty()));
            large.add(new Purge.Entry("key " + i, false));
        }
        assertThat(large.poll(1)).hasOnlyElementsOfType(Selection.class);
        large.add(new Selection(List.of("a*"), Optional.empty()));
        large.add(new Selection(List.of("b*"), Optional.empty()));
        assertThat(large.poll(1)).containsExactly(EVERYTHING);
        assertThat(large.poll(2)).isEmpty();
    }
}
