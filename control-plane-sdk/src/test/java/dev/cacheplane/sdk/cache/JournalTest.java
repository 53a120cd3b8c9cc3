package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Target EVERYTHING = new Selection(List.of("*"), Optional.empty());
    private static final Target A = new Target.Entry("a");
    private static final Target B = new Target.Entry("b");
    private static final Target C = new Target.Entry("c");

    private final Journal journal = new Journal(2, EVERYTHING);

    @Test
    void givesTheOldestFirstAndEachOnce() {
        journal.add(A);
        journal.add(B);
        journal.add(A);
        assertThat(journal.poll()).isEqualTo(A);
        assertThat(journal.poll()).isEqualTo(B);
        assertThat(journal.poll()).isNull();
    }

    @Test
    void keepsWhatFailsAgainWhileItIsReplayed() {
        journal.add(A);
        assertThat(journal.poll()).isEqualTo(A);
        journal.add(A);
        assertThat(journal.poll()).isEqualTo(A);
    }

    @Test
    void oneMoreThanFitsIsEverything() {
        journal.add(A);
        journal.add(B);
        journal.add(C);
        journal.add(A);
        assertThat(journal.poll()).isEqualTo(EVERYTHING);
        assertThat(journal.poll()).isNull();
    }
}
