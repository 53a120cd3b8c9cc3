package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker-compose.yml} and the Dockerfile, held against the services, since nothing here runs containers. */
class ContainersIT {

    private static final String COMMON = "service";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:-([^}]*))?}");
    private static final Pattern PINNED = Pattern.compile("[a-z/-]+:\\d+\\.\\d+\\.\\d+[a-z0-9._-]*");

    private static JsonNode compose = YAMLMapper.builder().build().createObjectNode();

    @TempDir
    private Path directory;

    @BeforeAll
    static void read() throws IOException {
        compose = new YAMLMapper().readTree(Files.readString(Project.ROOT.resolve("docker-compose.yml")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "control-plane, CONTROL_PLANE",
        "product-service, PRODUCT_SERVICE",
        "analytics-service, ANALYTICS_SERVICE"
    })
    void everyVariableIsReadByTheServiceAndRight(String name, ServiceConfig config) {
        Map<String, String> variables = environment(name);
        variables.put("DATA_DIR", directory.toString());

        assertThat(config.names(variables)).containsAll(variables.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"control-plane", "product-service", "analytics-service"})
    void theServiceListensWhereItsPortIsPublishedAndItsImageLooks(String name) throws IOException {
        String port = environment(name).get("PORT");

        assertThat(environment(name)).containsEntry("HOST", "0.0.0.0");
        assertThat(texts(service(name).required("ports"))).containsExactly("127.0.0.1:" + port + ":" + port);
        assertThat(stage(name)).contains("EXPOSE " + port, "PORT=" + port);
        assertThat(stage(COMMON)).contains("/dev/tcp/127.0.0.1/$PORT");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"control-plane", "product-service", "analytics-service"})
    void dataIsOnAVolumeThatTheUserOfTheImageOwns(String name) throws IOException {
        assertThat(environment(name)).containsEntry("DATA_DIR", "/data");
        assertThat(texts(service(name).required("volumes"))).containsExactly(name + "-data:/data");
        assertThat(compose.required("volumes").has(name + "-data")).isTrue();
        assertThat(stage(COMMON)).contains("--owner=cacheplane", "USER cacheplane", "VOLUME /data");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "control-plane, control-plane-server",
        "product-service, product-service",
        "analytics-service, analytics-service"
    })
    void whatTheImageCopiesIsThereAfterPackageAndNotIgnored(String name, String module) throws IOException {
        assertThat(service(name).required("build").required("target").textValue())
                .isEqualTo(name);
        Matcher copy =
                Pattern.compile("^COPY (\\S+) (\\S+)$", Pattern.MULTILINE).matcher(stage(name));

        assertThat(copy.results()).singleElement().satisfies(found -> {
            assertThat(Project.ROOT.resolve(found.group(1))).isRegularFile().isEqualTo(Project.jar(module));
            assertThat(Files.readAllLines(Project.ROOT.resolve(".dockerignore")))
                    .contains("!" + found.group(1));
            assertThat(stage(COMMON)).contains("WORKDIR /app\n", "\"-jar\", \"/app/" + found.group(2) + "\"]");
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"control-plane", "product-service", "analytics-service"})
    void theImageAsksForHealthWhereTheServiceAnswers(String name) throws IOException {
        String path = name.equals("control-plane") ? "/api/health" : "/health";

        assertThat(stage(COMMON)).contains("HEALTHCHECK", "GET $HEALTH HTTP/1.1");
        assertThat(stage(name)).contains("HEALTH=" + path + "\n");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"product-service", "analytics-service"})
    void aServiceIsToldWhereTheOthersAre(String name) {
        assertThat(environment(name))
                .containsEntry("REDIS_HOST", "redis")
                .containsEntry("REDIS_PORT", "6379")
                .containsEntry("REDIS_PASSWORD", environment("redis").get("REDISCLI_AUTH"))
                .containsEntry(
                        "CONTROL_PLANE_URL",
                        "http://control-plane:" + environment("control-plane").get("PORT"));
        assertThat(environment("control-plane")).containsEntry("ALLOWED_HOSTS", "control-plane");
        assertThat(compose.at("/services/" + name + "/depends_on/redis/condition")
                        .textValue())
                .isEqualTo("service_healthy");
        assertThat(compose.at("/services/" + name + "/depends_on/control-plane/condition")
                        .textValue())
                .isEqualTo("service_healthy");
    }

    @Test
    void redisIsBoundedPersistentAndLocked() {
        String command = String.join(" ", texts(service("redis").required("command")));

        assertThat(settled(command))
                .isEqualTo("redis-server --requirepass " + environment("redis").get("REDISCLI_AUTH")
                        + " --maxmemory 256mb --maxmemory-policy allkeys-lru --appendonly yes");
        assertThat(service("redis").required("user").textValue()).isEqualTo("redis");
        assertThat(texts(service("redis").required("volumes"))).containsExactly("redis-data:/data");
        assertThat(texts(service("redis").required("ports"))).containsExactly("127.0.0.1:6379:6379");
        assertThat(service("redis").has("healthcheck")).isTrue();
    }

    @Test
    void imagesArePinned() throws IOException {
        assertThat(service("redis").required("image").textValue()).matches(PINNED);
        assertThat(stage(COMMON).substring("FROM ".length()))
                .satisfies(
                        from -> assertThat(from.substring(0, from.indexOf(' '))).matches(PINNED));
    }

    @Test
    void everyVariableHasADefault() throws IOException {
        String text = Files.readString(Project.ROOT.resolve("docker-compose.yml"));

        assertThat(VARIABLE.matcher(text).results())
                .isNotEmpty()
                .allSatisfy(
                        found -> assertThat(found.group(2)).as(found.group()).isNotNull());
        assertThat(text.replaceAll(VARIABLE.pattern(), "").replace("$$", "")).doesNotContain("$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "version"})
    void oldAndNewComposeAcceptTheTopLevel(String refused) {
        assertThat(compose.has(refused)).isFalse();
        assertThat(compose.required("services").findValues("start_interval")).isEmpty();
        assertThat(compose.required("services").findValues("required")).isEmpty();
        assertThat(compose.required("services").findValues("env_file")).isEmpty();
    }

    private static JsonNode service(String name) {
        return compose.required("services").required(name);
    }

    /** As compose hands it over where no variable is set outside. */
    private static Map<String, String> environment(String name) {
        var environment = new HashMap<String, String>();
        service(name)
                .required("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), settled(entry.getValue().asText())));
        return environment;
    }

    private static String settled(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(3)));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    /** The part of the Dockerfile that makes the image of this name. All but the common one build on that. */
    private static String stage(String name) throws IOException {
        String from = name.equals(COMMON) ? "[^ ]+" : COMMON;
        Matcher stage = Pattern.compile("^FROM " + from + " AS " + name + "\n(?:(?!FROM ).*\n)*", Pattern.MULTILINE)
                .matcher(Files.readString(Project.ROOT.resolve("Dockerfile")));
        assertThat(stage.find()).as(name).isTrue();
        return stage.group();
    }
}
