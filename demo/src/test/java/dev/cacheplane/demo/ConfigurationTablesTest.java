package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README's tables of variables say what the services read. */
class ConfigurationTablesTest {
    @ParameterizedTest
    @CsvSource({"Control plane, CONTROL_PLANE", "product-service, PRODUCT_SERVICE"})
    void everyVariableStandsThereAndSetToItsDefaultChangesNothing(String heading, ServiceConfig config) {
        Map<String, String> defaults = defaults(heading);
        assertThat(defaults.keySet()).containsExactlyInAnyOrderElementsOf(config.names());

        defaults.values().removeIf("none"::equals);
        Object unset = config.read(Map.of());
        assertThat(defaults)
                .allSatisfy((name, value) ->
                        assertThat(config.read(Map.of(name, value))).isEqualTo(unset));
    }

    private static Map<String, String> defaults(String heading) {
        Map<String, String> defaults = new LinkedHashMap<>();
        Documents.named("README.md")
                .table(heading)
                .forEach(row ->
                        defaults.put(row.get(0).replace("`", ""), row.get(1).replace("`", "")));
        return defaults;
    }
}
