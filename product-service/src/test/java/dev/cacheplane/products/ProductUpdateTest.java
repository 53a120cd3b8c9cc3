package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductUpdateTest {
    @Test
    void itHasANameAPriceOrBoth() {
        Price price = Price.of(new BigDecimal("899.99"));

        assertThat(parse("{\"price\":899.99}")).isEqualTo(new ProductUpdate(null, price));
        assertThat(parse("{\"name\":\"Läptop\"}")).isEqualTo(new ProductUpdate("Läptop", null));
        assertThat(parse(" {\"name\":\"A\",\"price\":8.9999e2}\n")).isEqualTo(new ProductUpdate("A", price));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                              | ``
                    []                              | ``
                    ``                              | ``
                    null                            | ``
                    {"price":                       | /price
                    {"price":1}x                    | ``
                    {"price":1,"price":2}           | /price
                    {"price":null}                  | /price
                    {"price":"899"}                 | /price
                    {"price":-1}                    | /price
                    {"price":0.001}                 | /price
                    {"price":1000000000.01}         | /price
                    {"price":1e999999999}           | /price
                    {"name":""}                     | /name
                    {"name":" "}                    | /name
                    {"name":7}                      | /name
                    {"colour":"red","price":1}      | /colour
                    """)
    void whatMakesNoSenseIsRefusedAndItsPlaceNamed(String body, String pointer) {
        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().faults()).extracting(Fault::pointer).containsExactly(pointer);
        });
    }

    @Test
    void aNameHasAtMost200Characters() {
        assertThat(parse("{\"name\":\"" + "x".repeat(200) + "\"}").name()).hasSize(200);
        assertThatThrownBy(() -> parse("{\"name\":\"" + "x".repeat(201) + "\"}"))
                .isInstanceOf(ProblemException.class);
    }

    private static ProductUpdate parse(String json) {
        return ProductUpdate.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
