package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicyField;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    @ParameterizedTest(name = "{0} s old, fresh for {1} s, softened: {2}; windows of {3} and {4} s: {5}")
    @CsvSource({
        // age, fresh, softened, revalidate, if error
        "0, 10, false, 0, 0, FRESH",
        "9, 10, false, 0, 0, FRESH",
        "10, 10, false, 0, 0, GONE",
        "10, 10, false, 5, 0, STALE",
        "14, 10, false, 5, 0, STALE",
        "15, 10, false, 5, 0, GONE",
        "15, 10, false, 5, 20, STALE_IF_ERROR",
        "29, 10, false, 5, 20, STALE_IF_ERROR",
        "30, 10, false, 5, 20, GONE",
        "10, 10, false, 0, 20, STALE_IF_ERROR",
        "14, 10, false, 5, 2, STALE",
        // made stale while it was fresh: its windows begin when its fresh time would have ended
        "3, 10, true, 0, 0, GONE",
        "3, 10, true, 5, 0, STALE",
        "14, 10, true, 5, 0, STALE",
        "15, 10, true, 5, 0, GONE",
        "3, 10, true, 0, 5, STALE_IF_ERROR"
    })
    void whatAnEntryIsGoodForFollowsFromAgeAndWindows(
            long age, long fresh, boolean softened, long revalidate, long ifError, Standing standing) {
        CachePolicy policy = CachePolicy.DEFAULTS
                .with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofSeconds(revalidate))
                .with(PolicyField.STALE_IF_ERROR, Duration.ofSeconds(ifError));
        assertThat(Standing.of(Duration.ofSeconds(age), Duration.ofSeconds(fresh), softened, policy))
                .isEqualTo(standing);
    }
}
