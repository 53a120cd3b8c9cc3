package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLoss;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CacheDecisionTest {
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    private static final PolicySet POLICIES = PolicySet.empty(new ServiceName("shop"), Revision.NONE)
            .withEndpoint(EndpointId.of("/products/**"), ON, new Revision("e", 1))
            .withEndpoint(EndpointId.of("/paged"), ON.with(PolicyField.KEY, pages()), new Revision("e", 2))
            .withEndpoint(EndpointId.of("/shared"), ON.with(PolicyField.KEY, shared()), new Revision("e", 3))
            .withEndpoint(EndpointId.of("/mine"), ON.with(PolicyField.KEY, byUser()), new Revision("e", 4))
            .withEndpoint(EndpointId.of("/session"), ON.with(PolicyField.KEY, bySession()), new Revision("e", 5))
            .withEndpoint(EndpointId.of("/cookies"), ON.with(PolicyField.KEY, byCookies()), new Revision("e", 6))
            .withEndpoint(new EndpointId(EndpointPattern.parse("/search"), "POST"), ON, new Revision("e", 7));

    private static KeyRecipe pages() {
        return new KeyRecipe(Query.named(List.of("page")), List.of(), List.of(), false);
    }

    private static KeyRecipe shared() {
        return new KeyRecipe(Query.ALL, List.of(), List.of(), true);
    }

    private static KeyRecipe byUser() {
        return new KeyRecipe(Query.ALL, List.of("Authorization"), List.of(), false);
    }

    private static KeyRecipe bySession() {
        return new KeyRecipe(Query.ALL, List.of(), List.of("sid"), false);
    }

    private static KeyRecipe byCookies() {
        return new KeyRecipe(Query.ALL, List.of("Cookie"), List.of(), false);
    }

    static Stream<Arguments> passed() {
        return Stream.of(
                Arguments.of(SampleRequest.get("/other"), Bypass.POLICY),
                Arguments.of(SampleRequest.of("POST", "/other"), Bypass.POLICY),
                Arguments.of(SampleRequest.of("POST", "/products"), Bypass.METHOD),
                Arguments.of(SampleRequest.of("PUT", "/products/1"), Bypass.METHOD),
                Arguments.of(SampleRequest.of("get", "/products"), Bypass.METHOD),
                Arguments.of(SampleRequest.get("/search"), Bypass.POLICY),
                Arguments.of(SampleRequest.get("/products//1"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products;v=1"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products/../secret"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products/%2e%2e/secret"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products/a%2Fb"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products/%00"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products/%zz"), Bypass.PATH),
                Arguments.of(SampleRequest.of("OPTIONS", "*"), Bypass.PATH),
                Arguments.of(SampleRequest.get("/products?a=%zz"), Bypass.QUERY),
                Arguments.of(SampleRequest.of("POST", "/search"), Bypass.BODY),
                Arguments.of(SampleRequest.of("POST", "/search").withHeader("content-length", "7"), Bypass.BODY),
                Arguments.of(SampleRequest.get("/products").withHeader("content-length", "1"), Bypass.BODY),
                Arguments.of(SampleRequest.get("/products").withHeader("transfer-encoding", "chunked"), Bypass.BODY));
    }

    @ParameterizedTest(name = "{0} is passed on: {1}")
    @MethodSource
    void passed(RequestFacts request, Bypass reason) {
        assertThat(CacheDecision.of(request, POLICIES, true, false))
                .isInstanceOfSatisfying(
                        CacheDecision.Passed.class,
                        passed -> assertThat(passed.reason()).isEqualTo(reason));
    }

    static Stream<RequestFacts> personal() {
        return Stream.of(
                SampleRequest.get("/products").withHeader("authorization", "x"),
                SampleRequest.get("/products").withHeader("authorization", ""),
                SampleRequest.get("/products").withHeader("cookie", "a=b"),
                SampleRequest.get("/mine").withHeader("cookie", "a=b"),
                SampleRequest.get("/session").withHeader("authorization", "x"),
                SampleRequest.get("/cookies").withHeader("authorization", "x"));
    }

    @ParameterizedTest(name = "{0} gets what says itself that it is for all, and no values")
    @MethodSource
    void personal(RequestFacts request) {
        assertThat(CacheDecision.of(request, POLICIES, true, false)).isInstanceOf(CacheDecision.Personal.class);
    }

    @Test
    void anOperatorsRequestIsPassedOnWhereItWouldBeCached() {
        assertThat(CacheDecision.of(SampleRequest.get("/products"), POLICIES, true, true))
                .isInstanceOfSatisfying(
                        CacheDecision.Passed.class,
                        passed -> assertThat(passed.reason()).isEqualTo(Bypass.OPERATOR));
    }

    static Stream<Arguments> cacheable() {
        return Stream.of(
                Arguments.of(SampleRequest.get("/products"), "/products", ""),
                Arguments.of(SampleRequest.of("HEAD", "/products"), "/products", ""),
                Arguments.of(SampleRequest.get("/products/"), "/products", ""),
                Arguments.of(SampleRequest.get("/%70roducts/7?"), "/products/7", ""),
                Arguments.of(SampleRequest.get("/products?b=2&a=1"), "/products", "a=1&b=2"),
                Arguments.of(SampleRequest.get("/paged?utm=x&page=2"), "/paged", "page=2"),
                Arguments.of(SampleRequest.get("/paged?utm=x"), "/paged", ""),
                Arguments.of(SampleRequest.get("/shared").withHeader("authorization", "x"), "/shared", ""),
                Arguments.of(SampleRequest.get("/shared").withHeader("cookie", "a=b"), "/shared", ""));
    }

    @ParameterizedTest(name = "{0} is stored under {1} ? {2}")
    @MethodSource
    void cacheable(RequestFacts request, String path, String query) {
        assertThat(CacheDecision.of(request, POLICIES, true, false))
                .isInstanceOfSatisfying(CacheDecision.Cacheable.class, cacheable -> {
                    assertThat(cacheable.path()).hasToString(path);
                    assertThat(cacheable.query()).isEqualTo(query);
                    assertThat(cacheable.variant()).isEmpty();
                });
    }

    static Stream<RequestFacts> withAVariant() {
        return Stream.of(
                SampleRequest.get("/mine").withHeader("authorization", "x"),
                SampleRequest.get("/mine"),
                SampleRequest.get("/session").withCookie("sid", "1"),
                SampleRequest.get("/cookies").withHeader("cookie", "a=b"),
                SampleRequest.of("POST", "/search").withHeader("content-length", "0"));
    }

    @ParameterizedTest(name = "{0} has a variant")
    @MethodSource
    void withAVariant(RequestFacts request) {
        assertThat(CacheDecision.of(request, POLICIES, true, false))
                .isInstanceOfSatisfying(
                        CacheDecision.Cacheable.class,
                        cacheable -> assertThat(cacheable.variant()).matches("[0-9a-f]{32}"));
    }

    @ParameterizedTest(name = "{0} is passed on where caching is disabled")
    @MethodSource({"cacheable", "passed"})
    void disabled(RequestFacts request, Object ignored) {
        assertThat(CacheDecision.of(request, POLICIES, false, false))
                .isInstanceOfSatisfying(
                        CacheDecision.Passed.class,
                        passed -> assertThat(passed.reason()).isEqualTo(Bypass.DISABLED));
    }

    @Test
    void whereThePoliciesAreTooOldThatIsTheReason() {
        PolicySet aged = POLICIES.withEndpoint(
                        EndpointId.of("/prices"),
                        ON.with(PolicyField.ON_POLICY_LOSS, PolicyLoss.BYPASS)
                                .with(PolicyField.POLICY_MAX_AGE, Optional.of(Duration.ofMinutes(1))),
                        new Revision("e", 8))
                .agedTo(Duration.ofMinutes(2));

        assertThat(CacheDecision.of(SampleRequest.get("/prices"), aged, true, false))
                .isInstanceOfSatisfying(
                        CacheDecision.Passed.class,
                        passed -> assertThat(passed.reason()).isEqualTo(Bypass.LOSS));
        assertThat(CacheDecision.of(SampleRequest.get("/products"), aged, true, false))
                .isInstanceOf(CacheDecision.Cacheable.class);
    }

    @Test
    void itTellsWhichPolicyGoverns() {
        assertThat(CacheDecision.of(SampleRequest.get("/products/7"), POLICIES, true, false)
                        .policy()
                        .matched())
                .isEqualTo(EndpointId.of("/products/**"));
        assertThat(CacheDecision.of(SampleRequest.get("/products//7"), POLICIES, true, false)
                        .policy()
                        .matched())
                .isNull();
    }
}
