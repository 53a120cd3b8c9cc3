package dev.cacheplane.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
    @AutoClose
    private Instances instances;

    private Client service;

    @BeforeAll
    void start(@TempDir Path directory) {
        instances = new Instances(directory).cacheReports();
        service = instances.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/analytics/sales?region=mars                                  | region must be one of global, north_america, south_america, europe, asia_pacific, middle_east_africa",
                "/analytics/sales?region=EUROPE                                | region must be one of",
                "/analytics/sales?region=                                      | region must be one of",
                "/analytics/sales?startDate=2023-1-1                           | startDate must be a date like 2023-01-31",
                "/analytics/sales?startDate=2023-02-29                         | startDate must be a date like 2023-01-31",
                "/analytics/sales?endDate=%2B12023-01-01                       | endDate must be a date like 2023-01-31",
                "/analytics/sales?startDate=2023-01-02&endDate=2023-01-01      | endDate must not be before startDate",
                "/analytics/sales?startDate=2023-02-01                         | endDate must not be before startDate",
                "/analytics/sales?startDate=2013-01-31&endDate=2023-01-31      | endDate must be within 10 years of startDate",
                "/analytics/sales?region=europe&region=global                  | region must be said once",
                "/analytics/sales?Region=europe                                | Region is not a parameter of this report",
                "/analytics/users?region=europe                                | region is not a parameter of this report",
                "/analytics/users?startDate=x&endDate=y                        | startDate must be a date like 2023-01-31; endDate must be a date like 2023-01-31",
            })
    void whatMakesNoSenseIsRefusedAndNotCached(String url, String detail) {
        Client.Answer answer = service.get(url);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"detail\":\"" + detail, "\"error\":\"Failed to generate ");
        assertThat(instances.reports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/analytics/trees, GET, 404",
        "/analytics/sales, POST, 405",
        "/invalidate-cache, GET, 405",
    })
    void everythingElseIsNotThere(String path, String method, int status) {
        Client.Answer answer = method.equals("GET") ? service.get(path) : service.post(path, "{}");

        assertThat(answer.status()).isEqualTo(status);
    }
}
