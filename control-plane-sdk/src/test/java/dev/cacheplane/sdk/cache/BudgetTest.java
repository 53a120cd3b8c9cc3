package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cacheplane.sdk.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Budget budget = new Budget(Duration.ofMillis(200), now::get);

    @Test
    void whatIsLeftOfItIsWhatNoQuestionHasTaken() {
        assertThat(ask(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(200));
        now.addAndGet(Duration.ofSeconds(30).toNanos()); // a computation: not the store's time
        assertThat(ask(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(140));
        assertThat(ask(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void withLessThanAQuarterLeftNothingIsAsked() {
        ask(Duration.ofMillis(150));
        assertThat(ask(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(50));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> ask(Duration.ZERO));
    }

    @Test
    void aQuestionThatFailsIsPaidForToo() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> budget.spend(within -> {
                    now.addAndGet(Duration.ofMillis(160).toNanos());
                    throw new IllegalStateException("failed");
                }));
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> ask(Duration.ZERO));
    }

    private Duration ask(Duration takes) {
        return budget.spend(within -> {
            now.addAndGet(takes.toNanos());
            return within;
        });
    }
}
