package dev.cacheplane.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "999, 999",
        "999.00, 999",
        "899.99, 899.99",
        "0.5, 0.5",
        "0, 0",
        "100, 100",
        "1e3, 1000",
        "1000000000, 1000000000"
    })
    void aPriceStandsInJsonAsAPersonWouldWriteIt(String written, String shown) throws Exception {
        Price price = json.readValue(written, Price.class);

        assertThat(json.writeValueAsString(price)).isEqualTo(shown);
        assertThat(json.readValue(shown, Price.class)).isEqualTo(price);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1000000000.01", "0.001", "1e10", "1e999999999", "1e-999999999"})
    void whatIsNoPriceIsRefused(String amount) {
        assertThatThrownBy(() -> Price.of(new BigDecimal(amount)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }
}
