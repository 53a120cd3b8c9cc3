package dev.cacheplane.policy.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyJsonTest {
    private static final EndpointId PRODUCTS = EndpointId.of("/products");

    private static final ServiceName SERVICE = new ServiceName("product-service");
    private static final String EVERYTHING = """
            {"shouldCache":true,"ttlSeconds":60,"freshness":"response","staleWhileRevalidateSeconds":5,\
            "staleIfErrorSeconds":6,"negativeTtlSeconds":7,"jitterPercent":10,\
            "key":{"query":["page","size"],"headers":["accept-language"],"cookies":["tenant"],"shared":true},\
            "keyVersion":"v2","tags":["products","shop:1"],\
            "invalidates":{"endpoints":["/products","/products/{id}"],"tags":["products"]},"nearCache":false,\
            "maxBodyBytes":1000,"compressAboveBytes":2000,"etag":"strong","onPolicyLoss":"bypass",\
            "policyMaxAgeSeconds":3600}""";

    @Test
    void everyFieldIsReadAndWrittenBack() {
        PolicySettings settings = read(EVERYTHING);
        assertThat(PolicyField.all())
                .allSatisfy(field ->
                        assertThat(settings.sets(field)).as(field.name()).isTrue());
        assertThat(new String(PolicyJson.writeSettings(settings), UTF_8)).isEqualTo(EVERYTHING);
    }

    @Test
    void whatThereIsNoneOfIsSaidByAWord() {
        String none = "{\"keyVersion\":\"none\",\"compressAboveBytes\":\"never\",\"policyMaxAgeSeconds\":\"none\"}";
        PolicySettings settings = read(none);
        assertThat(settings.get(PolicyField.KEY_VERSION))
                .hasValueSatisfying(version -> assertThat(version).isEmpty());
        assertThat(new String(PolicyJson.writeSettings(settings), UTF_8)).isEqualTo(none);
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ttlSeconds\":0} | /ttlSeconds | from 1 to 31536000",
                "{\"ttlSeconds\":-5} | /ttlSeconds | not -5",
                "{\"ttlSeconds\":31536001} | /ttlSeconds | from 1 to 31536000",
                "{\"ttlSeconds\":1e3} | /ttlSeconds | whole number",
                "{\"ttlSeconds\":300.0} | /ttlSeconds | whole number",
                "{\"ttlSeconds\":\"300\"} | /ttlSeconds | whole number",
                "{\"ttlSeconds\":99999999999999999999} | /ttlSeconds | whole number",
                "{\"shouldCache\":\"true\"} | /shouldCache | true or false",
                "{\"shouldCache\":1} | /shouldCache | true or false",
                "{\"shouldcache\":true} | /shouldcache | unknown member",
                "{\"a/b~c\":1} | /a~1b~0c | unknown member",
                "{\"freshness\":\"POLICY\"} | /freshness | \"policy\"",
                "{\"jitterPercent\":91} | /jitterPercent | from 0 to 90",
                "{\"key\":[]} | /key | an object",
                "{\"key\":{\"query\":\"some\"}} | /key/query | \"all\", \"none\"",
                "{\"key\":{\"query\":[1]}} | /key/query/0 | a string",
                "{\"key\":{\"headers\":[\"a b\"]}} | /key/headers/0 | name of a header",
                "{\"key\":{\"cookies\":[\"a\",\"a\"]}} | /key/cookies/1 | twice",
                "{\"key\":{\"vary\":true}} | /key/vary | unknown member",
                "{\"keyVersion\":\"2\"} | /keyVersion | \"none\", or 'v' and 1 to 9 digits",
                "{\"keyVersion\":2} | /keyVersion | \"none\", or a string",
                "{\"tags\":\"products\"} | /tags | an array",
                "{\"tags\":[\"a b\"]} | /tags/0 | 1 to 128 of",
                "{\"invalidates\":{\"endpoints\":[\"products\"]}} | /invalidates/endpoints/0 | begins with '/'",
                "{\"maxBodyBytes\":-1} | /maxBodyBytes | from 0",
                "{\"compressAboveBytes\":\"often\"} | /compressAboveBytes | \"never\", or a whole number",
                "{\"onPolicyLoss\":\"panic\"} | /onPolicyLoss | \"keep\"",
            })
    void aFaultIsNamedByItsPointer(String json, String pointer, String message) {
        assertThat(faults(json))
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer))
                .satisfies(fault -> assertThat(fault.message()).contains(message));
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(faults("{\"ttlSeconds\":0,\"shouldCache\":3,\"x\":1}"))
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder("/ttlSeconds", "/shouldCache", "/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "true",
                "null",
                "\"x\"",
                "{} {}",
                "{}x",
                "{\"ttlSeconds\":1,\"ttlSeconds\":2}",
                "{'ttlSeconds':1}",
                "{\"ttlSeconds\":01}",
                "{\"ttlSeconds\":NaN}",
                "{ttlSeconds:1}",
                "{\"ttlSeconds\":1,}"
            })
    void whatIsNotOneJsonObjectIsRefusedAsAWhole(String json) {
        assertThat(faults(json)).singleElement().extracting(Fault::pointer).isEqualTo("");
    }

    @Test
    void deepNestingIsRefusedBeforeItHurts() {
        assertThat(faults("{\"key\":" + "[".repeat(100_000)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("nested deeper than"));
    }

    @Test
    void aMergePatchReplacesRemovesAndLeavesAlone() {
        PolicySettings before =
                read("{\"shouldCache\":true,\"ttlSeconds\":60,\"key\":{\"query\":[\"a\"],\"shared\":true}}");
        PolicySettings after =
                PolicyJson.mergePatch(before, "{\"shouldCache\":null,\"key\":{\"query\":\"none\"}}".getBytes(UTF_8));
        assertThat(after).isEqualTo(read("{\"ttlSeconds\":60,\"key\":{\"query\":\"none\",\"shared\":true}}"));
    }

    @Test
    void aFaultyMergePatchTakesNothing() {
        PolicySettings before = read("{\"ttlSeconds\":60}");
        assertThatThrownBy(
                        () -> PolicyJson.mergePatch(before, "{\"shouldCache\":true,\"ttlSeconds\":0}".getBytes(UTF_8)))
                .isInstanceOf(PolicyJsonException.class);
        assertThat(before).isEqualTo(read("{\"ttlSeconds\":60}"));
    }

    @Test
    void aReplacementNamesItsEndpoints() {
        Replacement replacement = PolicyJson.readReplacement("""
                {"defaults":{"ttlSeconds":60},
                 "endpoints":[{"endpoint":"/products","method":"get","shouldCache":true},{"endpoint":"/a/:x"}]}""".getBytes(UTF_8));
        assertThat(replacement.defaults()).isEqualTo(read("{\"ttlSeconds\":60}"));
        assertThat(replacement.endpoints().keySet())
                .extracting(EndpointId::toString)
                .containsExactlyInAnyOrder("GET /products", "/a/{x}");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"endpoints\":{}} | /endpoints",
                "{\"endpoints\":[1]} | /endpoints/0",
                "{\"endpoints\":[{}]} | /endpoints/0/endpoint",
                "{\"endpoints\":[{\"endpoint\":\"/a\",\"method\":\"G T\"}]} | /endpoints/0/method",
                "{\"endpoints\":[{\"endpoint\":\"/a/{x}\"},{\"endpoint\":\"/a/{y}\"}]} | /endpoints/1",
                "{\"endpoints\":[{\"endpoint\":\"/a\",\"ttlSeconds\":0}]} | /endpoints/0/ttlSeconds",
                "{\"defaults\":7} | /defaults",
                "{\"default\":{}} | /default",
            })
    void aFaultyReplacementIsNamedByItsPointer(String json, String pointer) {
        assertThatThrownBy(() -> PolicyJson.readReplacement(json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        PolicyJsonException.class,
                        e -> assertThat(e.faults()).extracting(Fault::pointer).containsExactly(pointer));
    }

    @Test
    void aServiceReadsBackTheSetThatWasWritten() {
        PolicySet set = example();
        ReadSet read = PolicyJson.readSet(PolicyJson.writeSet(set), null);
        assertThat(read.rejected()).isEmpty();
        assertThat(read.set()).isEqualTo(set);
    }

    @Test
    void aServiceIgnoresMembersThatItDoesNotKnow() {
        String json = new String(PolicyJson.writeSet(example()), UTF_8)
                .replaceFirst("\\{", "{\"invented\":[1],")
                .replace("\"settings\":{", "\"settings\":{\"inventedLater\":{},");
        ReadSet read = PolicyJson.readSet(json.getBytes(UTF_8), null);
        assertThat(read.rejected()).isEmpty();
        assertThat(read.set()).isEqualTo(example());
    }

    @Test
    void aPolicyThatCannotBeReadKeepsItsPreviousValueAndTheOthersApply() {
        PolicySet before = example();
        PolicySet after = before.withEndpoint(EndpointId.of("/products"), read("{\"ttlSeconds\":77}"), next(before))
                .withServiceDefaults(read("{\"ttlSeconds\":88}"), next(before));
        String json = new String(PolicyJson.writeSet(after), UTF_8).replace("77", "\"soon\"");
        ReadSet read = PolicyJson.readSet(json.getBytes(UTF_8), before);
        assertThat(read.rejected())
                .singleElement()
                .satisfies(fault -> assertThat(fault.pointer()).endsWith("/settings/ttlSeconds"));
        assertThat(read.set().endpoints().get(EndpointId.of("/products")))
                .isEqualTo(before.endpoints().get(EndpointId.of("/products")));
        assertThat(read.set().serviceDefaults().settings()).isEqualTo(read("{\"ttlSeconds\":88}"));
    }

    @Test
    void offIsObeyedAlsoOfAPolicyThatCannotBeReadOtherwise() {
        PolicySet before =
                example().withEndpoint(PRODUCTS, read("{\"shouldCache\":true,\"ttlSeconds\":60}"), next(example()));
        PolicySet after =
                before.withEndpoint(PRODUCTS, read("{\"shouldCache\":false,\"ttlSeconds\":77}"), next(before));

        PolicySet off = PolicyJson.readSet(spoilt(after, "77"), before).set();

        assertThat(isCached(off)).isFalse();
        assertThat(off.resolve("GET", EndpointPath.parse("/products")).policy().ttl())
                .isEqualTo(Duration.ofSeconds(60));
        PolicySet onAgain =
                before.withEndpoint(PRODUCTS, read("{\"shouldCache\":true,\"ttlSeconds\":77}"), next(after));
        assertThat(isCached(PolicyJson.readSet(spoilt(onAgain, "77"), off).set()))
                .as("who cannot read it does not know what else it says")
                .isFalse();
    }

    @Test
    void whereNobodyKnowsWhatEndpointsInheritNoneIsCached() {
        PolicySet before = example()
                .withServiceDefaults(read("{\"key\":{\"headers\":[\"x-tenant\"]},\"ttlSeconds\":77}"), next(example()));
        PolicySet set = before.withEndpoint(PRODUCTS, read("{\"shouldCache\":true}"), next(before));

        PolicySet read = PolicyJson.readSet(spoilt(set, "77"), null).set();
        assertThat(isCached(read)).isFalse();
        assertThat(isCached(PolicyJson.readSet(spoilt(set, "77"), read).set()))
                .as("what stands in for the unknown is no knowledge")
                .isFalse();
        assertThat(isCached(PolicyJson.readSet(PolicyJson.writeSet(set), read).set()))
                .isTrue();
        assertThat(isCached(PolicyJson.readSet(spoilt(set, "77"), set).set())).isTrue();
    }

    @Test
    void whereNobodyKnowsWhatServicesInheritNothingIsCached() {
        PolicySet before = example()
                .withGlobalDefaults(read("{\"key\":{\"headers\":[\"x-tenant\"]},\"ttlSeconds\":77}"), next(example()));
        PolicySet set = before.withServiceDefaults(read("{\"shouldCache\":true}"), next(before));
        EndpointPath nobodys = EndpointPath.parse("/configured/by/nobody");
        assertThat(set.resolve("GET", nobodys).policy().shouldCache()).isTrue();

        PolicySet read = PolicyJson.readSet(spoilt(set, "77"), null).set();

        assertThat(read.resolve("GET", nobodys).policy().shouldCache()).isFalse();
        assertThat(isCached(read)).isFalse();
    }

    private static boolean isCached(PolicySet set) {
        return set.resolve("GET", EndpointPath.parse("/products")).policy().shouldCache();
    }

    /** With a value that nobody understands in the place of this one. */
    private static byte[] spoilt(PolicySet set, String value) {
        String json = new String(PolicyJson.writeSet(set), UTF_8);
        assertThat(json).containsOnlyOnce(value);
        return json.replace(value, "\"soon\"").getBytes(UTF_8);
    }

    @Test
    void aNewEndpointWhosePolicyCannotBeReadIsOff() {
        String json =
                new String(PolicyJson.writeSet(example()), UTF_8).replace("\"ttlSeconds\":60", "\"ttlSeconds\":{}");
        ReadSet read = PolicyJson.readSet(json.getBytes(UTF_8), null);
        assertThat(read.set()
                        .resolve("GET", EndpointPath.parse("/products"))
                        .policy()
                        .shouldCache())
                .isFalse();
        assertThat(read.rejected()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"service\":\"s\"}",
                "{\"service\":\"s\",\"epoch\":\"../x\",\"revision\":1,\"removedAt\":0,\"endpoints\":[]}",
                "{\"service\":\"s\",\"epoch\":\"e\",\"revision\":-1,\"removedAt\":0,\"endpoints\":[]}",
                "<html>"
            })
    void whatIsNoSetAtAllIsRefused(String json) {
        assertThatThrownBy(() -> PolicyJson.readSet(json.getBytes(UTF_8), null))
                .isInstanceOf(PolicyJsonException.class);
    }

    @Test
    void theEffectivePolicySaysWhereEachValueComesFrom() {
        PolicySet set = PolicySet.empty(SERVICE, new Revision("e", 0))
                .withEndpoint(EndpointId.of("/products"), read("{\"shouldCache\":true}"), new Revision("e", 1));
        byte[] json = PolicyJson.writeEffective(
                SERVICE, "/products", set.resolve("GET", EndpointPath.parse("/products")), set.revision());
        assertThat(new String(json, UTF_8))
                .startsWith(
                        "{\"service\":\"product-service\",\"endpoint\":\"/products\",\"shouldCache\":true,\"ttlSeconds\":300,")
                .contains("\"sources\":{\"shouldCache\":\"endpoint\",\"ttlSeconds\":\"default\",")
                .endsWith(
                        "\"matched\":{\"endpoint\":\"/products\",\"method\":null},\"onSince\":1,\"revision\":1,\"epoch\":\"e\"}");
    }

    private static PolicySet example() {
        return PolicySet.empty(SERVICE, new Revision("e", 0))
                .withGlobalDefaults(read("{\"nearCache\":false}"), new Revision("e", 1))
                .withServiceDefaults(read("{\"jitterPercent\":5}"), new Revision("e", 2))
                .replacedBy(
                        read("{\"jitterPercent\":5}"),
                        Map.of(
                                EndpointId.of("/products"), read("{\"shouldCache\":true,\"ttlSeconds\":60}"),
                                EndpointId.of("/files/**"),
                                        read(EVERYTHING.replace("\"ttlSeconds\":60", "\"ttlSeconds\":61"))),
                        new Revision("e", 3));
    }

    private static Revision next(PolicySet set) {
        return set.revision().next();
    }

    private static PolicySettings read(String json) {
        return PolicyJson.readSettings(json.getBytes(UTF_8));
    }

    private static List<Fault> faults(String json) {
        return catchThrowableOfType(PolicyJsonException.class, () -> read(json)).faults();
    }
}
