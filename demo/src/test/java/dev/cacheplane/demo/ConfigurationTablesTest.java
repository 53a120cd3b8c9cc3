package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.cache.CacheSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of variables and settings say what is read, and which value holds without them. */
class ConfigurationTablesTest {
    private static final Pattern COMPOSE_VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

    @ParameterizedTest
    @CsvSource({
        "Control plane, CONTROL_PLANE",
        "product-service, PRODUCT_SERVICE",
        "analytics-service, ANALYTICS_SERVICE"
    })
    void everyVariableStandsThereAndSetToItsDefaultChangesNothing(String heading, ServiceConfig config) {
        Map<String, String> defaults = defaults("README.md", heading);
        assertThat(defaults.keySet()).containsExactlyInAnyOrderElementsOf(config.names());

        defaults.values().removeIf("none"::equals);
        Object unset = config.read(Map.of());
        assertThat(defaults)
                .allSatisfy((name, value) ->
                        assertThat(config.read(Map.of(name, value))).isEqualTo(unset));
    }

    @Test
    void everyVariableOfTheContainersStandsThere() {
        Map<String, String> read = new LinkedHashMap<>();
        COMPOSE_VARIABLE
                .matcher(Documents.read(Path.of("docker-compose.yml")))
                .results()
                .forEach(match -> read.put(match.group(1), match.group(2).isEmpty() ? "none" : match.group(2)));
        assertThat(defaults("docs/running.md", "In containers")).containsExactlyInAnyOrderEntriesOf(read);
    }

    @Test
    void everySettingOfTheCacheStandsThere() throws ReflectiveOperationException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (RecordComponent setting : CacheSettings.class.getRecordComponents()) {
            settings.put(setting.getName(), written(setting.getAccessor().invoke(CacheSettings.ofDefaults())));
        }
        assertThat(defaults("docs/cache.md", "Settings")).containsExactlyEntriesOf(settings);
    }

    private static String written(Object value) {
        if (value instanceof Duration duration) {
            return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
        }
        if (value instanceof Long bytes) {
            return (bytes >> 20) + " MiB";
        }
        return value instanceof Integer number ? String.format(Locale.ROOT, "%,d", number) : "none";
    }

    private static Map<String, String> defaults(String document, String heading) {
        Map<String, String> defaults = new LinkedHashMap<>();
        Documents.named(document)
                .table(heading)
                .forEach(row ->
                        defaults.put(row.get(0).replace("`", ""), row.get(1).replace("`", "")));
        return defaults;
    }
}
