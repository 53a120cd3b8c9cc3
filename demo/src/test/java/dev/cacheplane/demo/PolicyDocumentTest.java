package dev.cacheplane.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    private static final Document PAGE = Documents.named("docs/policy.md");
    private static final PolicySet EMPTY = PolicySet.empty(new ServiceName("shop"), Revision.NONE);

    @Test
    void theTableHasEveryFieldInOrderAndItsDefault() throws IOException {
        JsonNode defaults = new ObjectMapper()
                .readTree(PolicyJson.writeEffective(
                        EMPTY.service(), "/", EMPTY.effective(EndpointId.of("/")), EMPTY.revision()));
        Map<String, String> expected = new LinkedHashMap<>();
        PolicyField.all()
                .forEach(field ->
                        expected.put(field.name(), defaults.get(field.name()).toString()));
        assertThat(fields(PAGE, "Fields")).containsExactlyEntriesOf(expected);
    }

    @Test
    void theShorterTableOfTheReadmeSaysTheSame() {
        Map<String, String> all = fields(PAGE, "Fields");
        assertThat(fields(Documents.named("README.md"), "Policies"))
                .isNotEmpty()
                .allSatisfy((field, value) -> {
                    assertThat(all).containsKey(field);
                    assertThat(value).isIn(all.get(field), "all of the query");
                });
    }

    @Test
    void patternsStandInOrderOfPrecedence() {
        List<EndpointId> written = precedence();
        List<EndpointId> sorted = new ArrayList<>(written);
        Collections.shuffle(sorted, new Random(1));
        Collections.sort(sorted);
        assertThat(sorted).containsExactlyElementsOf(written);
    }

    @Test
    void requestsAreGovernedAsTheTableSays() {
        Map<EndpointId, PolicyLayer> endpoints =
                precedence().stream().collect(Collectors.toMap(Function.identity(), id -> PolicyLayer.EMPTY));
        PolicySet set =
                PolicySet.of(EMPTY.service(), Revision.NONE, PolicyLayer.EMPTY, PolicyLayer.EMPTY, endpoints, 0);
        List<List<String>> rows = PAGE.table("Which pattern governs");
        assertThat(rows).hasSizeGreaterThan(4).allSatisfy(row -> {
            String[] request = unquoted(row.get(0)).split(" ", -1);
            EffectivePolicy policy = set.resolve(request[0], EndpointPath.parse(request[1]));
            assertThat(policy.matched()).hasToString(unquoted(row.get(1)));
        });
    }

    @Test
    void theJsonIsRead() {
        assertThat(PAGE.blocks("json settings"))
                .hasSize(1)
                .allSatisfy(json -> assertThat(
                                PolicyJson.readSettings(json.getBytes(UTF_8)).isEmpty())
                        .isFalse());
        assertThat(PAGE.blocks("json replacement"))
                .hasSize(1)
                .allSatisfy(json -> assertThat(
                                PolicyJson.readReplacement(json.getBytes(UTF_8)).endpoints())
                        .hasSize(2));
    }

    private static List<EndpointId> precedence() {
        return PAGE.blocks("precedence")
                .get(0)
                .lines()
                .map(PolicyDocumentTest::id)
                .toList();
    }

    private static EndpointId id(String text) {
        String[] words = text.split(" ", -1);
        return words.length == 1 ? EndpointId.of(text) : new EndpointId(EndpointPattern.parse(words[1]), words[0]);
    }

    /** Names and defaults, in order. */
    private static Map<String, String> fields(Document document, String heading) {
        Map<String, String> fields = new LinkedHashMap<>();
        document.table(heading).forEach(row -> {
            for (String name : row.get(0).split(", ", -1)) {
                fields.put(unquoted(name), unquoted(row.get(1)));
            }
        });
        return fields;
    }

    private static String unquoted(String cell) {
        return cell.replace("`", "");
    }
}
