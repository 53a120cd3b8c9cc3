package dev.cacheplane.server;

import static dev.cacheplane.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyUrlsTest {
    private static final String SERVICE = "/api/config/product-service";
    private static final String PRODUCTS = SERVICE + "/products";

    @TempDir
    private Path directory;

    @AutoClose
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(directory);
    }

    @Test
    void anEndpointThatNobodyConfiguredInheritsAndSaysSo() {
        JsonNode policy = json(server.get(PRODUCTS));

        assertThat(policy.path("shouldCache").booleanValue()).isFalse();
        assertThat(policy.path("ttlSeconds").intValue()).isEqualTo(300);
        assertThat(policy.path("sources")).allMatch(source -> source.asText().equals("default"));
        assertThat(policy.path("matched").isNull()).isTrue();
        assertThat(policy.path("revision").longValue()).isZero();
    }

    @Test
    void aPatchSetsWhatItNamesAndAnswersWhatHoldsNow() {
        HttpResponse<String> created = server.patch(PRODUCTS, "{\"shouldCache\":true}");
        HttpResponse<String> patched = server.patch(PRODUCTS, "{\"ttlSeconds\":60}");
        HttpResponse<String> inherited = server.patch(PRODUCTS, "{\"ttlSeconds\":null}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(json(patched).path("shouldCache").booleanValue()).isTrue();
        assertThat(json(patched).path("ttlSeconds").intValue()).isEqualTo(60);
        assertThat(json(patched).at("/sources/ttlSeconds").asText()).isEqualTo("endpoint");
        assertThat(json(inherited).path("ttlSeconds").intValue()).isEqualTo(300);
        assertThat(json(inherited).at("/sources/ttlSeconds").asText()).isEqualTo("default");
        assertThat(server.get(PRODUCTS).body()).isEqualTo(inherited.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/json"})
    void theBodyIsJsonWhateverItsTypeClaims(String type) {
        assertThat(server.patch(PRODUCTS, "{\"shouldCache\":true}", "Content-Type", type)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aPutReplacesAllThatTheEndpointSets() {
        assertThat(server.put(PRODUCTS, "{\"shouldCache\":true,\"ttlSeconds\":60}")
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> replaced = server.put(PRODUCTS, "{\"jitterPercent\":5}");

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(json(replaced).path("shouldCache").booleanValue()).isFalse();
        assertThat(json(replaced).path("jitterPercent").intValue()).isEqualTo(5);
    }

    @Test
    void aDeletedEndpointInheritsAgain() {
        server.patch(PRODUCTS, "{\"ttlSeconds\":60}");

        assertThat(server.delete(PRODUCTS).statusCode()).isEqualTo(204);
        assertThat(json(server.get(PRODUCTS)).path("ttlSeconds").intValue()).isEqualTo(300);
        assertThat(server.delete(PRODUCTS).statusCode()).isEqualTo(404);
    }

    @Test
    void aPathResolvesAsARequestWouldAndAPatternIsItselfAlone() {
        server.patch(SERVICE + "/products/:id", "{\"ttlSeconds\":7}");
        server.patch(SERVICE + "/products/:id?method=POST", "{\"ttlSeconds\":8}");

        JsonNode path = json(server.get(SERVICE + "/products/42"));
        assertThat(path.path("endpoint").asText()).isEqualTo("/products/42");
        assertThat(path.at("/matched/endpoint").asText()).isEqualTo("/products/{id}");
        assertThat(path.at("/matched/method").isNull()).isTrue();
        assertThat(path.path("ttlSeconds").intValue()).isEqualTo(7);
        assertThat(json(server.get(SERVICE + "/products/42?method=post"))
                        .path("ttlSeconds")
                        .intValue())
                .isEqualTo(8);
        assertThat(json(server.get(SERVICE + "/products/%7Bid%7D?method=POST"))
                        .path("ttlSeconds")
                        .intValue())
                .isEqualTo(8);
        assertThat(json(server.get(SERVICE + "/products/*")).path("matched").isNull())
                .isTrue();
    }

    @Test
    void headFollowsGetAndHasNoPolicyOfItsOwn() {
        server.patch(SERVICE + "/products?method=GET", "{\"shouldCache\":true}");
        String state = server.state();

        assertThat(server.patch(SERVICE + "/products?method=HEAD", "{\"shouldCache\":false}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.put(SERVICE, "{\"endpoints\":[{\"endpoint\":\"/products\",\"method\":\"head\"}]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.state()).isEqualTo(state);
        assertThat(json(server.get(SERVICE + "/products?method=HEAD"))
                        .path("shouldCache")
                        .booleanValue())
                .isTrue();
    }

    /** To compare each of so many with every other would take a minute, in which nobody could switch anything off. */
    @Test
    void tooManyPatternsAreNotCompared() {
        String many = IntStream.range(0, 30_000)
                .mapToObj(i -> "{\"endpoint\":\"/**/a" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThat(server.put(SERVICE, "{\"endpoints\":[" + many + "]}").body()).contains("more than 2000 endpoints");
    }

    @ParameterizedTest
    @CsvSource({"/products/, /products", "/, /", "/%70roducts, /products", "/:id, /%7Bother%7D", "/a/**, /a/**"})
    void oneEndpointMayBeWrittenInMoreThanOneWay(String written, String read) {
        server.put(SERVICE + written, "{\"ttlSeconds\":9}");

        assertThat(json(server.get(SERVICE + read)).path("ttlSeconds").intValue())
                .isEqualTo(9);
        assertThat(server.put(SERVICE + read, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void theWholeSetIsReplacedAtOnce() {
        server.patch(PRODUCTS, "{\"shouldCache\":true}");

        HttpResponse<String> replaced = server.put(
                SERVICE,
                "{\"defaults\":{\"ttlSeconds\":30},\"endpoints\":[{\"endpoint\":\"/a\",\"method\":\"GET\",\"shouldCache\":true}]}");

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(server.get(SERVICE).body()).isEqualTo(replaced.body());
        assertThat(json(replaced).at("/endpoints/0/endpoint").asText()).isEqualTo("/a");
        assertThat(json(replaced).path("endpoints")).hasSize(1);
        assertThat(json(replaced).path("revision").intValue()).isEqualTo(2);
        assertThat(json(server.get(PRODUCTS)).at("/sources/ttlSeconds").asText())
                .isEqualTo("service");
    }

    @Test
    void theServicesAreListed() {
        assertThat(json(server.get("/api/config")).path("services")).isEmpty();
        server.patch(PRODUCTS, "{}");
        server.patch("/api/defaults/analytics-service", "{\"ttlSeconds\":9}");

        JsonNode list = json(server.get("/api/config"));
        assertThat(list.path("revision").intValue()).isEqualTo(2);
        assertThat(list.path("services").toString())
                .isEqualTo("[{\"service\":\"analytics-service\",\"endpoints\":0,\"revision\":2},"
                        + "{\"service\":\"product-service\",\"endpoints\":1,\"revision\":1}]");
    }

    @Test
    void whatEndpointsInheritIsSetForAllAndForOneService() {
        assertThat(server.patch("/api/defaults", "{\"ttlSeconds\":60,\"jitterPercent\":1}")
                        .body())
                .isEqualTo("{\"ttlSeconds\":60,\"jitterPercent\":1}");
        assertThat(server.patch("/api/defaults/product-service", "{\"ttlSeconds\":70}")
                        .body())
                .isEqualTo("{\"ttlSeconds\":70}");
        assertThat(server.get("/api/defaults").body()).isEqualTo("{\"ttlSeconds\":60,\"jitterPercent\":1}");
        assertThat(server.get("/api/defaults/product-service").body()).isEqualTo("{\"ttlSeconds\":70}");

        JsonNode policy = json(server.get(PRODUCTS));
        assertThat(policy.at("/ttlSeconds").intValue()).isEqualTo(70);
        assertThat(policy.at("/sources/ttlSeconds").asText()).isEqualTo("service");
        assertThat(policy.at("/sources/jitterPercent").asText()).isEqualTo("global");
    }

    @Test
    void aPatternThatTiesWithAnotherIsRefused() {
        server.put(SERVICE + "/**/a/**", "{}");
        String state = server.state();

        HttpResponse<String> endpoint = server.put(SERVICE + "/**/b/**", "{}");
        HttpResponse<String> set =
                server.put(SERVICE, "{\"endpoints\":[{\"endpoint\":\"/**/a/**\"},{\"endpoint\":\"/**/b/**\"}]}");

        assertThat(endpoint.statusCode()).isEqualTo(409);
        assertThat(set.statusCode()).isEqualTo(400);
        assertThat(json(set).at("/errors/0/pointer").asText()).isEqualTo("/endpoints");
        assertThat(server.state()).isEqualTo(state);
    }

    @Test
    void aServiceHasAtMostTwoThousandEndpoints() {
        String most = IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"endpoint\":\"/e" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThat(server.put(SERVICE, "{\"endpoints\":[" + most + "]}").statusCode())
                .isEqualTo(200);
        String state = server.state();

        HttpResponse<String> oneMore = server.put(PRODUCTS, "{}");
        HttpResponse<String> set = server.put(SERVICE, "{\"endpoints\":[" + most + ",{\"endpoint\":\"/more\"}]}");

        assertThat(oneMore.statusCode()).isEqualTo(409);
        assertThat(json(oneMore).path("detail").asText()).contains("more than 2000 endpoints");
        assertThat(set.statusCode()).isEqualTo(400);
        assertThat(server.state()).isEqualTo(state);
    }

    @Test
    void theServerTellsThatItIsUp() {
        assertThat(server.get("/api/health").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(server.send("HEAD", "/api/health", null).statusCode()).isEqualTo(200);
    }
}
