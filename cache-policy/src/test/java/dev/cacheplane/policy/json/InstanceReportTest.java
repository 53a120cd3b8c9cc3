package dev.cacheplane.policy.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InstanceReportTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

    @Test
    void itIsWrittenAsTheControlPlaneTakesIt() {
        InstanceReport report = new InstanceReport(
                ID,
                "1.2",
                "ho\"st",
                new InstanceReport.Applied(new Revision("e", 17), "0123456789abcdef"),
                "stream",
                List.of(new Fault("/endpoints/0/ttlSeconds", "no number")),
                Duration.ofMillis(41));

        assertThat(new String(report.toJson(), UTF_8))
                .isEqualTo("{\"instance\":\"" + ID + "\",\"version\":\"1.2\",\"host\":\"ho\\\"st\","
                        + "\"applied\":{\"epoch\":\"e\",\"number\":17,\"hash\":\"0123456789abcdef\"},"
                        + "\"source\":\"stream\",\"rejected\":[{\"pointer\":\"/endpoints/0/ttlSeconds\","
                        + "\"detail\":\"no number\"}],\"ageMillis\":41}");
    }

    @Test
    void beforeAnythingIsAppliedItSaysSo() {
        InstanceReport report = new InstanceReport(ID, "1.2", "host", null, "default", List.of(), Duration.ZERO);

        assertThat(new String(report.toJson(), UTF_8))
                .contains("\"applied\":null,\"source\":\"default\",\"rejected\":[],\"ageMillis\":0");
    }

    @Test
    void ofManyLongFaultsTheFirstAreToldAndItStaysBelow64KiB() {
        Fault fault = new Fault("/é".repeat(400), "é".repeat(1_000));
        InstanceReport report = new InstanceReport(
                ID, "1.2", "host", null, "default", Collections.nCopies(1_000, fault), Duration.ZERO);

        byte[] json = report.toJson();

        assertThat(json).hasSizeLessThan(64 << 10);
        assertThat(new String(json, UTF_8)).contains("and 981 more");
    }
}
