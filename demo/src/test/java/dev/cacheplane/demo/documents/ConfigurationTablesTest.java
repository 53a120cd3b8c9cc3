package dev.cacheplane.demo.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.service.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import java.util.stream.Stream;

/** The README's tables of variables, held against what the services read. */
class ConfigurationTablesTest {
    private static final Document README = Project.document("README.md");

    /** A table, and whose variables it has. */
    record Table(String heading, ServiceConfig config) {
        Map<String, String> defaults() {
            Map<String, String> defaults = new HashMap<>();
            README.table(heading).forEach(row -> defaults.put(unquoted(row.get(0)), unquoted(row.get(1))));
            return defaults;
        }

        @Override
        public String toString() {
            return heading;
        }
    }

    static Stream<Table> tables() {
        return Stream.of(
                new Table("Control plane", new ServiceConfig("control-plane-server", "dev.cacheplane.server.ServerConfig")),
                new Table("product-service", new ServiceConfig("product-service", "dev.cacheplane.products.ProductConfig")));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyVariableThatIsReadStandsThereAndNoOther(Table table) {
        assertThat(table.defaults().keySet()).containsExactlyInAnyOrderElementsOf(table.config().names());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aVariableSetToItsDefaultChangesNothing(Table table) {
        Map<String, String> defaults = table.defaults();
        defaults.values().removeIf(value -> value.equals("none"));
        Object unset = table.config().read(Map.of());
        assertThat(defaults).isNotEmpty().allSatisfy((name, value) -> assertThat(table.config().read(Map.of(name, value)))
                .as(name)
                .isEqualTo(unset));
    }

    private static String unquoted(String cell) {
        return cell.replace("`", "");
    }
}
