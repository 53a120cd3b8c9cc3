package dev.cacheplane.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.analytics.warehouse.Warehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserAnalysisTest {
    private static final LocalDate LAST = LocalDate.of(2024, 6, 30);

    @AutoClose
    private Warehouse warehouse;

    private UserReport report;

    @BeforeAll
    void open(@TempDir Path directory) {
        warehouse = Warehouse.open(directory, 100_000, LAST);
        report = new UserAnalysis(warehouse, InstantSource.fixed(Instant.parse("2024-07-01T00:00:00Z")))
                .compute(new UsersQuery(new DateRange(LocalDate.of(2024, 6, 1), LAST)));
    }

    @Test
    void sessionsAreTheEventsOfOneUserBetweenSilences() {
        UserReport.Sessions sessions = report.sessions();

        // The generator makes 20 sessions of 100 events, five of them with one event.
        assertThat(sessions.eventsPerSession()).isBetween(new BigDecimal("4.5"), new BigDecimal("6.5"));
        assertThat(sessions.bounceRate()).isBetween(new BigDecimal("0.15"), new BigDecimal("0.30"));
        assertThat(sessions.users()).isPositive().isLessThan(sessions.count());
        assertThat(sessions.averageSeconds()).isGreaterThan(sessions.medianSeconds());
    }

    @Test
    void eachStageOfTheFunnelIsReachedByFewerSessions() {
        List<UserReport.Stage> funnel = report.funnel();

        assertThat(funnel)
                .extracting(UserReport.Stage::stage)
                .containsExactly("visited", "saw_product", "filled_cart", "checked_out", "purchased");
        assertThat(funnel.get(0).sessions()).isEqualTo(report.sessions().count());
        for (int i = 1; i < funnel.size(); i++) {
            assertThat(funnel.get(i).sessions())
                    .isPositive()
                    .isLessThan(funnel.get(i - 1).sessions());
            assertThat(funnel.get(i).ofPrevious())
                    .isEqualTo(Figures.share(
                            BigDecimal.valueOf(funnel.get(i).sessions()),
                            BigDecimal.valueOf(funnel.get(i - 1).sessions())));
        }
    }

    @Test
    void cohortsAreThoseOfTheTwelveMonthsUntilTheEnd() {
        assertThat(report.cohorts())
                .hasSize(12)
                .extracting(UserReport.Cohort::month)
                .startsWith(LocalDate.of(2023, 7, 1))
                .endsWith(LocalDate.of(2024, 6, 1));
        assertThat(report.cohorts().get(0).retention()).hasSize(12);
        assertThat(report.cohorts().get(11).retention()).containsExactly(BigDecimal.ONE);
        assertThat(report.cohorts())
                .allSatisfy(cohort -> assertThat(cohort.retention().get(0)).isEqualTo(BigDecimal.ONE))
                .allSatisfy(cohort -> assertThat(cohort.retention().stream().skip(1))
                        .allMatch(part -> part.signum() > 0 && part.compareTo(BigDecimal.ONE) < 0));
    }

    @Test
    void aRangeWithoutEventsIsAReportToo() {
        UserReport empty = new UserAnalysis(warehouse, InstantSource.system())
                .compute(new UsersQuery(new DateRange(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 1, 31))));

        assertThat(empty.sessions().count()).isZero();
        assertThat(empty.funnel())
                .allMatch(stage -> stage.sessions() == 0 && stage.ofPrevious().signum() == 0);
        assertThat(empty.cohorts()).isEmpty();
    }
}
