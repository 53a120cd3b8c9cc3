package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of policy reaches every instance, and the control plane knows which: on the jars that are shipped. */
class DeliveryIT {
    private static final Duration QUERY_DELAY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void aChangeThatIsWaitedForIsObeyedByEveryInstanceWhenItsAnswerComes() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var first = company.startProductService();
            var second = company.startProductService();
            awaitOnStream(company, 2);

            for (int i = 0; i < 5; i++) {
                assertThat(change(company, true, 10)).isEqualTo("2 of 2");
                Company.awaitCached(first, PATIENCE);
                Company.awaitCached(second, PATIENCE);
                assertThat(change(company, false, 10)).isEqualTo("2 of 2");
                assertThat(Http.get(first.url("/products")).cached()).isFalse();
                assertThat(Http.get(second.url("/products")).cached()).isFalse();
            }
        }
    }

    @Test
    void anInstanceThatHangsIsNamedAndObeysWhenItGoesOn() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            company.startProductService();
            var second = company.startProductService();
            awaitOnStream(company, 2);
            second.part().process().pause();

            assertThat(change(company, true, 1)).isEqualTo("1 of 2");

            second.part().process().resume();
            await().atMost(PATIENCE)
                    .until(() -> fleet(company).at("/summary/applied").intValue() == 2);
            Company.awaitCached(second, PATIENCE);
        }
    }

    @Test
    void instancesGoOnWithoutTheControlPlaneAndComeBackToItsStreamByThemselves() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var first = company.startProductService();
            awaitOnStream(company, 1);
            assertThat(change(company, true, 10)).isEqualTo("1 of 1");
            Company.awaitCached(first, PATIENCE);

            company.controlPlane().close();
            assertThat(Http.get(first.url("/products")).cached()).isTrue();
            company.restartControlPlane();

            awaitOnStream(company, 1);
            assertThat(change(company, false, 10)).isEqualTo("1 of 1");
            assertThat(Http.get(first.url("/products")).cached()).isFalse();
        }
    }

    @Test
    void anInstanceThatStartsAloneGoesByTheCopyOnItsDisk() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var first = company.startProductService();
            assertThat(change(company, true, 10)).isEqualTo("1 of 1");
            Company.awaitCached(first, PATIENCE);
            first.close();
            company.controlPlane().close();

            Company.awaitCached(company.startProductService(), PATIENCE);
        }
    }

    /** Returns how many of the live instances obeyed within so many seconds. */
    private static String change(Company company, boolean shouldCache, int seconds) {
        JsonNode fleet = Http.send(
                        "PATCH",
                        company.controlPlane().url("/api/config/product-service/products"),
                        "{\"shouldCache\":" + shouldCache + "}",
                        "Prefer",
                        "wait=" + seconds)
                .json()
                .required("fleet");
        return fleet.required("applied").intValue() + " of "
                + fleet.required("live").intValue();
    }

    private static JsonNode fleet(Company company) {
        return Http.get(company.controlPlane().url("/api/fleet/product-service"))
                .json();
    }

    private static void awaitOnStream(Company company, int instances) {
        await("on the stream")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(fleet(company).required("instances").findValuesAsText("source"))
                                .hasSize(instances)
                                .containsOnly("stream"));
    }
}
