package dev.cacheplane.sdk.http.internal.rfc9111;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The decision tables against the list of rules: every rule is shown by a row, every row shows a rule. */
class RulesTest {
    private static final List<Supplier<Stream<Row>>> TABLES = List.of(
            StoringTest::rows,
            StoringSafelyTest::rows,
            StoredFieldsTest::rows,
            FreshnessTest::rows,
            ReuseTest::rows,
            StaleReuseTest::rows,
            VariantsTest::rows,
            ValidationTest::rows,
            PreconditionsTest::rows,
            InvalidationTest::rows);

    /** What rows cite besides: rules of other RFCs, and what RFC 9111 leaves to the care of whoever builds a cache. */
    private static final Pattern ELSEWHERE = Pattern.compile("(9110|8246)-[0-9.]+|7\\.[0-9]/[a-z-]+");

    private static final Set<String> SECTIONS = Set.of(
            "3",
            "3.1",
            "3.2",
            "3.3",
            "3.4",
            "3.5",
            "4",
            "4.1",
            "4.2",
            "4.2.1",
            "4.2.2",
            "4.2.3",
            "4.2.4",
            "4.3.1",
            "4.3.2",
            "4.3.3",
            "4.3.4",
            "4.3.5",
            "4.4",
            "5.1",
            "5.2",
            "5.2.1",
            "5.2.1.1",
            "5.2.1.2",
            "5.2.1.3",
            "5.2.1.4",
            "5.2.1.5",
            "5.2.1.6",
            "5.2.1.7",
            "5.2.2.1",
            "5.2.2.2",
            "5.2.2.3",
            "5.2.2.4",
            "5.2.2.5",
            "5.2.2.6",
            "5.2.2.7",
            "5.2.2.8",
            "5.2.2.9",
            "5.2.2.10",
            "5.2.3",
            "5.3",
            "5.4",
            "5.5");

    @Test
    void everyRowShowsARule() {
        assertThat(cited())
                .filteredOn(rule -> !ELSEWHERE.matcher(rule).matches())
                .isSubsetOf(rules());
    }

    @Test
    void everyRuleIsShownByARow() {
        assertThat(cited()).containsAll(rules());
    }

    @Test
    void theListHasEverySection() {
        Set<String> listed = lines().map(line -> line.replaceAll("^~|/.*", "")).collect(toCollection(TreeSet::new));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(SECTIONS);
    }

    @Test
    void noTwoRowsAreTheSame() {
        assertThat(all().map(Row::toString)).doesNotHaveDuplicates().hasSizeGreaterThan(400);
    }

    private static Stream<Row> all() {
        return TABLES.stream().flatMap(Supplier::get);
    }

    private static Set<String> cited() {
        return all().map(Row::cites).collect(toCollection(TreeSet::new));
    }

    private static Set<String> rules() {
        return lines().filter(line -> !line.startsWith("~"))
                .map(line -> line.replaceAll(" .*", ""))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> lines() {
        try (InputStream rules = RulesTest.class.getResourceAsStream("rules.txt")) {
            return new String(Objects.requireNonNull(rules, "rules.txt").readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
