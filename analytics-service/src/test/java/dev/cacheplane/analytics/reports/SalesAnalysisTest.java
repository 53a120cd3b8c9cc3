package dev.cacheplane.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.analytics.warehouse.Order;
import dev.cacheplane.analytics.warehouse.Region;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sales of known orders, beside made-up ones of other days. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalesAnalysisTest {
    private static final Instant NOW = Instant.parse("2025-04-01T08:00:00Z");

    @AutoClose
    private Warehouse warehouse;

    private SalesAnalysis analysis;

    @BeforeAll
    void open(@TempDir Path directory) {
        warehouse = Warehouse.open(directory, 3_000, LocalDate.of(2023, 12, 31));
        warehouse.add(List.of(
                order("1", "2024-02-28T23:59:59Z", Region.EUROPE, "Tablet", 1_000_001, 1, 10_000),
                order("2", "2024-02-29T10:00:00Z", Region.EUROPE, "Tablet", 1_000_001, 2, 20_000),
                order("3", "2024-03-05T10:00:00Z", Region.EUROPE, "Router", 1_000_002, 1, 5_000),
                order("4", "2024-03-05T10:00:00Z", Region.ASIA_PACIFIC, "Router", 1_000_003, 1, 7_000),
                order("5", "2025-02-28T12:00:00Z", Region.EUROPE, "Tablet", 1_000_001, 1, 15_000),
                order("6", "2025-03-05T00:00:00Z", Region.EUROPE, "Tablet", 1_000_004, 3, 45_000),
                order("7", "2025-03-31T23:59:59Z", Region.EUROPE, "Router", 1_000_004, 1, 5_001),
                order("8", "2025-04-01T00:00:00Z", Region.EUROPE, "Router", 1_000_004, 1, 1)));
        analysis = new SalesAnalysis(warehouse, InstantSource.fixed(NOW));
    }

    @Test
    void theSummaryCountsTheDaysOfTheRangeAndTheCustomersOfAllTime() {
        assertThat(report("2025-02-28", "2025-03-31", Region.EUROPE).summary())
                .isEqualTo(new SalesReport.Summary(money("650.01"), money("216.67"), money("150.00"), 3, 5, 2, 1));
    }

    @Test
    void aRangeWithoutOrdersIsAReportToo() {
        SalesReport report = report("2025-06-01", "2025-06-02", Region.GLOBAL);

        assertThat(report.summary())
                .isEqualTo(new SalesReport.Summary(money("0.00"), money("0.00"), money("0.00"), 0, 0, 0, 0));
        assertThat(report.trends().daily()).hasSize(2);
        assertThat(report.topProducts()).isEmpty();
    }

    @Test
    void eachDayIsComparedWithTheSameDateOfTheYearBefore() {
        List<SalesReport.Period> days =
                report("2025-02-28", "2025-03-05", Region.EUROPE).trends().daily();

        assertThat(days).hasSize(6);
        assertThat(days.get(0))
                .isEqualTo(new SalesReport.Period(
                        LocalDate.of(2025, 2, 28), money("150.00"), 1, money("100.00"), new BigDecimal("50.0")));
        assertThat(days.get(1))
                .isEqualTo(new SalesReport.Period(LocalDate.of(2025, 3, 1), money("0.00"), 0, null, null));
        assertThat(days.get(5).changePercent()).isEqualTo("800.0");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-27, 2023-02-28",
        "2024-02-28, 2023-03-01",
        "2024-02-29, 2023-03-01",
        "2025-02-28, 2024-03-01",
        "2025-12-31, 2025-01-01"
    })
    void theYearBeforeEndsWithTheSameDay(LocalDate end, LocalDate until) {
        assertThat(new DateRange(end, end).untilYearBefore()).isEqualTo(until.atStartOfDay());
    }

    @Test
    void aMonthIsComparedAsFarAsTheRangeCoversIt() {
        assertThat(report("2025-02-28", "2025-03-31", Region.EUROPE).trends().monthly())
                .containsExactly(
                        new SalesReport.Period(
                                LocalDate.of(2025, 2, 1), money("150.00"), 1, money("300.00"), new BigDecimal("-50.0")),
                        new SalesReport.Period(
                                LocalDate.of(2025, 3, 1), money("500.01"), 2, money("50.00"), new BigDecimal("900.0")));
    }

    @Test
    void productsAndRegionsStandInTheOrderOfTheirSales() {
        SalesReport report = report("2024-02-28", "2024-03-31", Region.GLOBAL);

        assertThat(report.topProducts())
                .containsExactly(
                        new SalesReport.ProductSales("Tablet", money("300.00"), 3, new BigDecimal("0.7143")),
                        new SalesReport.ProductSales("Router", money("120.00"), 2, new BigDecimal("0.2857")));
        assertThat(report.regions())
                .containsExactly(
                        new SalesReport.RegionSales("europe", money("350.00"), 3, new BigDecimal("0.8333")),
                        new SalesReport.RegionSales("asia_pacific", money("70.00"), 1, new BigDecimal("0.1667")));
    }

    @Test
    void theReportSaysWhatItIsAndWhenItWasComputed() {
        SalesReport report = report("2024-03-01", "2024-03-31", Region.ASIA_PACIFIC);

        assertThat(report.region()).isEqualTo("asia_pacific");
        assertThat(report.startDate()).isEqualTo("2024-03-01");
        assertThat(report.endDate()).isEqualTo("2024-03-31");
        assertThat(report.computedAt()).isEqualTo(NOW);
    }

    private SalesReport report(String start, String end, Region region) {
        return analysis.compute(new SalesQuery(new DateRange(LocalDate.parse(start), LocalDate.parse(end)), region));
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private static Order order(
            String id, String at, Region region, String product, long customer, int quantity, long cents) {
        return new Order(id, Instant.parse(at), region, product, customer, quantity, cents);
    }
}
