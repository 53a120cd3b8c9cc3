package dev.cacheplane.service.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private static final BigDecimal THOUSAND = new BigDecimal(1000);

    @Test
    void fieldsThatFitAreRead() {
        JsonBody body = parse("{\"name\":\"Laptop\",\"price\":899}");

        assertThat(body.text("name", 10)).contains("Laptop");
        assertThat(body.decimal("price", THOUSAND, 2)).contains(new BigDecimal(899));
        assertThat(body.text("note", 10)).isEmpty();
        body.verify();
    }

    @Test
    void everyFaultIsToldAtOnce() {
        JsonBody body = parse("{\"name\":\" \",\"price\":1.005,\"count\":3000000000,\"a/b\":null}");
        body.text("name", 10);
        body.decimal("price", THOUSAND, 2);
        body.decimal("count", THOUSAND, 0);
        body.fault("", "must have a colour");

        assertFaults(
                body::verify,
                new Fault("/name", "must be a text of 1 to 10 characters"),
                new Fault("/price", "must be a number from 0 to 1000 with at most 2 decimals"),
                new Fault("/count", "must be a number from 0 to 1000 with at most 0 decimals"),
                new Fault("", "must have a colour"),
                new Fault("/a~1b", "is not a field that this may have"));
    }

    @Test
    void objectsInsideAreReadAndVerifiedWithTheWhole() {
        JsonBody body = parse("""
                {"params":{"day":"2023-02-30","x":1},"orders":[{"id":7},{"id":-1},{}],"none":null}""");
        JsonBody params = body.object("params").orElseThrow();
        assertThat(params.parsed("day", "a date", LocalDate::parse)).isEmpty();
        List<JsonBody> orders = body.objects("orders", 1, 3);
        assertThat(orders.stream().map(order -> order.whole("id", 0, 9)))
                .containsExactly(Optional.of(7L), Optional.empty(), Optional.empty());
        orders.forEach(order -> order.require("id"));
        assertThat(body.object("none")).isEmpty();
        assertThat(body.object("absent")).isEmpty();

        assertFaults(
                body::verify,
                new Fault("/params/day", "must be a date"),
                new Fault("/params/x", "is not a field that this may have"),
                new Fault("/orders/1/id", "must be a whole number from 0 to 9"),
                new Fault("/orders/2/id", "is missing"));
    }

    @Test
    void lenientlyReadWhatNobodyKnowsIsNoFaultAndNullIsAbsent() {
        JsonBody body = JsonBody.parseLeniently(
                "{\"name\":null,\"new\":1,\"size\":{\"new\":2,\"width\":null}}".getBytes(UTF_8));

        assertThat(body.text("name", 10)).isEmpty();
        assertThat(body.object("size").flatMap(size -> size.whole("width", 0, 10)))
                .isEmpty();
        body.verify();
        assertFaults(body.require("name", "size")::verify, new Fault("/name", "is missing"));
    }

    @Test
    void aTextMayHaveAShape() {
        JsonBody body = parse("{\"a\":\"b\",\"c\":\"D\"}");
        Pattern letter = Pattern.compile("[a-z]");

        assertThat(body.text("a", letter, "a small letter")).contains("b");
        assertThat(body.text("c", letter, "a small letter")).isEmpty();
        assertFaults(body::verify, new Fault("/c", "must be a small letter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[1]", "[{},{},{}]", "null", "\"a\""})
    void aListOfObjectsIsNothingElse(String list) {
        JsonBody body = parse("{\"orders\":" + list + "}");

        assertThat(body.objects("orders", 1, 2)).isEmpty();
        assertFaults(body::verify, new Fault("/orders", "must be a list of 1 to 2 objects"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e0", "10", "-1", "99999999999999999999", "\"1\"", "null"})
    void aWholeNumberHasNoDecimalsAndIsInItsBounds(String number) {
        JsonBody body = parse("{\"count\":" + number + "}");

        assertThat(body.whole("count", 0, 9)).isEmpty();
        assertFaults(body::verify, new Fault("/count", "must be a whole number from 0 to 9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", "899.99", "899.9900", "1e3", "0.01", "0e999999999", "0e-999999999", "-0"})
    void aDecimalMayBeWrittenInManyWays(String number) {
        assertThat(parse("{\"price\":" + number + "}").decimal("price", THOUSAND, 2))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0.01",
                "1000.01",
                "0.001",
                "1e4",
                "1e999999999",
                "1e-999999999",
                "-1e999999999",
                "\"1\"",
                "true",
                "null",
                "[1]"
            })
    void aDecimalOutOfBoundsIsAFault(String number) {
        JsonBody body = parse("{\"price\":" + number + "}");

        assertThat(body.decimal("price", THOUSAND, 2)).isEmpty();
        assertFaults(body::verify, new Fault("/price", "must be a number from 0 to 1000 with at most 2 decimals"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"b\":1,\"b\":2}} | /a/b",
                "{\"a\":[1,}              | /a/1",
                "{\"a\":1} x              | ``",
                "{\"a\":1}{}              | ``",
                "[1]                      | ``",
                "``                       | ``",
                "null                     | ``",
                "{'a':1}                  | ``",
            })
    void whatIsNotOneJsonObjectIsRefused(String json, String pointer) {
        assertThatThrownBy(() -> parse(json)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().faults()).extracting(Fault::pointer).containsExactly(pointer);
        });
    }

    @Test
    void bracketsNestedEndlesslyAreRefused() {
        assertThatThrownBy(() -> parse("[".repeat(100_000)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    private static JsonBody parse(String json) {
        return JsonBody.parse(json.getBytes(UTF_8));
    }

    private static void assertFaults(ThrowingCallable call, Fault... faults) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().faults()).containsExactly(faults));
    }
}
