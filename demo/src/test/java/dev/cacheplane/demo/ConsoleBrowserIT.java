package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cacheplane.redis.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console in a real Chromium, over a real company. Needs the profile {@code browser}. */
class ConsoleBrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SCREENSHOTS = Project.ROOT.resolve("demo/target");
    private static final String ROW = ".endpoints > li";
    private static final String SWITCH = "[aria-label='Caching of /products'] ";
    private static final String TOKEN = "an-admins-long-token";
    private static final String TTL = "[aria-label^='TTL of /products']";

    @TempDir
    private Path directory;

    @Test
    void theServiceObeysTheSwitch() {
        try (var company = new Company(directory, Duration.ofMillis(50))) {
            var products = company.startProductService();
            try (var browser = Browser.open(company.controlPlane().url("/"))) {
                openProductService(browser);
                addProducts(browser);
                assertThat(Http.get(products.url("/products")).cached()).isFalse();
                assertThat(Http.get(products.url("/products")).cached()).isFalse();

                choose(browser, "on");
                Company.awaitCached(products, PATIENCE);
                awaitText(browser, ".holds", "on set here");
                awaitText(browser, ".fleet", "applied on 1 of 1, in ");

                setTtl(browser, "60");
                awaitText(browser, ".holds", "60 s set here");
                awaitText(browser, ".result", "saved; applied on 1 of 1, in ");
                assertThat(policy(company).path("ttlSeconds").asInt()).isEqualTo(60);

                assertThat(browser.complaints()).isEmpty();
                takeScreenshots(browser);

                choose(browser, "off");
                await("answers from the database")
                        .atMost(PATIENCE)
                        .until(() -> !Http.get(products.url("/products")).cached());
                awaitText(browser, ".holds", "off set here");
                awaitText(browser, ".fleet", "applied on 1 of 1, in ");
                assertThat(policy(company).path("sources").path("shouldCache").asText())
                        .isEqualTo("endpoint");

                choose(browser, "inherit");
                awaitText(browser, ".holds", "off built in");
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void whatGoesWrongIsSaidBesideIt() {
        try (var company = new Company(directory, Duration.ZERO)) {
            company.setShouldCache(true);
            try (var browser = Browser.open(company.controlPlane().url("/#product-service"))) {
                awaitText(browser, ".holds", "on set here");

                setTtl(browser, "0");
                awaitText(browser, ROW + " .problem", "ttlSeconds: a whole number from 1 to 31536000 expected, not 0");
                assertThat(policy(company).path("ttlSeconds").asInt()).isEqualTo(300);
                browser.press(Keys.ESCAPE);
                await().atMost(PATIENCE)
                        .until(() -> browser.text(ROW + " .problem").isEmpty());

                browser.tabTo("#new-pattern");
                browser.press("/../../defaults", Keys.ENTER);
                awaitText(browser, ".add .problem", "no dot segments");

                // Changes by others are seen too, and so is it when nobody answers any more.
                company.setShouldCache(false);
                awaitText(browser, ".holds", "off set here");
                company.controlPlane().close();
                awaitText(browser, ".banner", "The control plane cannot be reached");
                browser.screenshot(SCREENSHOTS.resolve("console-unreachable.png"));
                company.restartControlPlane();
                await().atMost(PATIENCE).until(() -> browser.text(".banner").isEmpty());
            }
        }
    }

    @Test
    void aTypedTtlIsSentByEnterAlone() {
        try (var company = new Company(directory, Duration.ZERO)) {
            company.setShouldCache(false);
            try (var browser = Browser.open(company.controlPlane().url("/#product-service"))) {
                awaitText(browser, ".holds", "off set here");

                browser.tabTo(TTL);
                browser.press("5");
                awaitText(browser, ".result", "Enter sends the TTL");
                choose(browser, "on");
                awaitText(browser, ".holds", "on set here");

                assertThat(browser.text(".result")).contains("Enter sends the TTL");
                assertThat(policy(company).path("ttlSeconds").asInt()).isEqualTo(300);
                browser.go("#another");
                awaitText(browser, "main", "Endpoints inherit");
                browser.go("#product-service");
                awaitText(browser, ".holds", "300 s built in");
                assertThat(Http.get(company.controlPlane().url("/api/config/another"))
                                .json()
                                .path("endpoints"))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatWasRefusedIsSaidUntilItIsTakenBackWhateverElseSucceeds() {
        try (var company = new Company(directory, Duration.ZERO)) {
            company.setShouldCache(false);
            try (var browser = Browser.open(company.controlPlane().url("/#product-service"))) {
                awaitText(browser, ".holds", "off set here");
                setTtl(browser, "0");
                awaitText(browser, ROW + " .problem", "a whole number from 1");

                choose(browser, "on");
                awaitText(browser, ".holds", "on set here");

                awaitText(browser, ROW + " .problem", "a whole number from 1");
                assertThat(browser.text(ROW)).doesNotContain("saved");
            }
        }
    }

    @Test
    void theLastWordHoldsAlsoWhereTheNetworkTurnsTwoRound() {
        try (var company = new Company(directory, Duration.ZERO)) {
            company.setShouldCache(false);
            try (var browser = Browser.open(company.controlPlane().url("/#product-service"))) {
                awaitText(browser, ".holds", "off set here");
                long before = policy(company).path("revision").asLong();
                browser.holdFirst("PATCH");

                choose(browser, "on");
                choose(browser, "inherit");
                awaitText(browser, ".holds", "off built in");
                browser.release();

                await("on, which comes late, and inherit once more")
                        .atMost(PATIENCE)
                        .until(() -> policy(company).path("revision").asLong() == before + 3);
                assertThat(policy(company).path("sources").path("shouldCache").asText())
                        .isEqualTo("default");
                awaitText(browser, ".holds", "off built in");
            }
        }
    }

    @Test
    void aScriptThatIsNotOursDoesNotRun() {
        try (var company = new Company(directory, Duration.ZERO);
                var browser = Browser.open(company.controlPlane().url("/"))) {
            awaitText(browser, "h1", "Cacheplane");
            assertThat(browser.complaints()).isEmpty();

            browser.inject("document.body.textContent = 'taken over'");

            assertThat(browser.text("h1")).isEqualTo("Cacheplane");
            assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
        }
    }

    @Test
    void aTokenIsAskedForAndKeptNowhere() {
        try (var controlPlane = controlPlane(Map.of("ADMIN_TOKEN", TOKEN));
                var browser = Browser.open(controlPlane.url("/"))) {
            awaitText(browser, ".sign-in [role=alert]", "This control plane wants a token");

            signIn(browser, "another-long-token");
            awaitText(browser, ".sign-in [role=alert]", "The token is not known here");
            signIn(browser, TOKEN);
            openProductService(browser);
            addProducts(browser);
            choose(browser, "on");
            awaitText(browser, ".result", "saved; no instance reports");
            assertThat(browser.text(".sign-in")).isEmpty();

            assertThat(browser.stored()).isZero();
            browser.reload();
            awaitText(browser, ".sign-in [role=alert]", "This control plane wants a token");
        }
    }

    @Test
    void whoSignsInDuringAnOutageIsSignedInAfterIt() {
        int port = FreePort.find();
        Map<String, String> environment = Map.of("ADMIN_TOKEN", TOKEN);
        var before = controlPlane(port, environment);
        try (var browser = Browser.open(before.url("/"))) {
            awaitText(browser, ".sign-in [role=alert]", "This control plane wants a token");
            before.close();
            signIn(browser, TOKEN);
            awaitText(browser, ".banner", "The control plane cannot be reached");

            try (var after = controlPlane(port, environment)) {
                assertThat(Http.get(after.url("/api/health")).status()).isEqualTo(200);
                awaitText(browser, "nav", "Nothing is set for any service yet.");
                assertThat(browser.text(".sign-in")).isEmpty();
                assertThat(browser.text(".banner")).isEmpty();
            }
        } finally {
            before.close();
        }
    }

    @Test
    void ofManyEndpointsTheFilterFindsTheOne() {
        try (var controlPlane = controlPlane(Map.of())) {
            String endpoints = IntStream.range(0, 1999)
                    .mapToObj("{\"endpoint\":\"/items/no-%04d\"}"::formatted)
                    .collect(Collectors.joining(","));
            assertThat(Http.send("PUT", controlPlane.url("/api/config/shop"), "{\"endpoints\":[" + endpoints + "]}")
                            .status())
                    .isEqualTo(200);
            try (var browser = Browser.open(controlPlane.url("/"))) {
                awaitText(browser, "main", "The first 200 of 1999 are shown.");

                browser.tabTo("#filter");
                browser.press("NO-1234");
                awaitText(browser, ".filter", "1 of 1999");
                assertThat(browser.text(".endpoints .pattern")).isEqualTo("/items/no-1234");
                browser.tabTo("[aria-label='Caching of /items/no-1234'] .on");
                browser.press(Keys.SPACE);
                awaitText(browser, ".holds", "on set here");

                browser.tabTo("#new-pattern");
                browser.press("/orders/:id", Keys.TAB, "on", Keys.TAB, Keys.ENTER);
                awaitText(browser, ".endpoints .pattern", "/orders/{id}");
                awaitText(browser, ".holds", "on set here");
            }
        }
    }

    /** A control plane alone. */
    private Company.Running controlPlane(Map<String, String> more) {
        return controlPlane(FreePort.find(), more);
    }

    private Company.Running controlPlane(int port, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PORT", Integer.toString(port));
        environment.put("DATA_DIR", directory.resolve("control-plane").toString());
        var service =
                new JavaService("control-plane", Project.jar("control-plane-server"), port, "/api/health", environment);
        var running = new Company.Running(service, service.start(directory.resolve("control-plane.log")));
        service.awaitHealth(running.part(), percent -> {});
        return running;
    }

    private static void signIn(Browser browser, String token) {
        browser.tabTo("#token");
        browser.press(token, Keys.ENTER);
    }

    private static void openProductService(Browser browser) {
        awaitText(browser, "nav", "Nothing is set for any service yet.");
        browser.tabTo("#other-service");
        browser.press("product-service", Keys.ENTER);
        awaitText(browser, "main h2", "product-service");
    }

    private static void addProducts(Browser browser) {
        awaitText(browser, "main", "Endpoints inherit: caching off (built in), TTL 300 s (built in).");
        browser.tabTo("#new-pattern");
        browser.press("/products", Keys.ENTER);
        awaitText(browser, ROW, "/products");
        awaitText(browser, ".holds", "off built in");
    }

    private static void choose(Browser browser, String choice) {
        browser.tabTo(SWITCH + "." + choice);
        browser.press(Keys.SPACE);
    }

    private static void setTtl(Browser browser, String seconds) {
        browser.tabTo(TTL);
        browser.press(seconds, Keys.ENTER);
    }

    private static void takeScreenshots(Browser browser) {
        browser.tabTo("summary");
        browser.press(Keys.ENTER);
        awaitText(browser, "table", "ttlSeconds 60 set here");
        browser.prefer("light");
        String light = browser.style("background-color");
        browser.screenshot(SCREENSHOTS.resolve("console-light.png"));
        browser.prefer("dark");
        await().atMost(PATIENCE).until(() -> !browser.style("background-color").equals(light));
        browser.screenshot(SCREENSHOTS.resolve("console-dark.png"));
    }

    private static JsonNode policy(Company company) {
        return Http.get(company.controlPlane().url("/api/config/product-service/products"))
                .json();
    }

    private static void awaitText(Browser browser, String cssSelector, String text) {
        await(cssSelector + " says " + text)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text(cssSelector).replaceAll("\\s+", " "))
                        .contains(text));
    }
}
