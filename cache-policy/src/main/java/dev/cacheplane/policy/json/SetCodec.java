package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of a whole set, and of its endpoints. */
final class SetCodec {
    static final String ENDPOINT = "endpoint";
    static final String METHOD = "method";
    private static final String DEFAULTS = "defaults";
    private static final String ENDPOINTS = "endpoints";

    private SetCodec() {}

    static ObjectNode write(PolicySet set) {
        ObjectNode node = Json.object()
                .put("service", set.service().value())
                .put("epoch", set.revision().epoch())
                .put("revision", set.revision().number())
                .put("removedAt", set.removedAt());
        writeLayer(set.global(), node.putObject("global"));
        writeLayer(set.serviceDefaults(), node.putObject(DEFAULTS));
        ArrayNode endpoints = node.putArray(ENDPOINTS);
        set.endpoints().forEach((id, layer) -> {
            ObjectNode endpoint = endpoints.addObject();
            writeId(id, endpoint);
            writeLayer(layer, endpoint);
        });
        return node;
    }

    static void writeId(EndpointId id, ObjectNode into) {
        into.put(ENDPOINT, id.pattern().toString()).put(METHOD, id.method());
    }

    private static void writeLayer(PolicyLayer layer, ObjectNode into) {
        into.put("switchedAt", layer.switchedAt());
        SettingsCodec.write(layer.settings(), into.putObject("settings"));
    }

    static Replacement readReplacement(ObjectNode root) {
        Expectations expect = new Expectations();
        expect.onlyMembers(root, "", List.of(DEFAULTS, ENDPOINTS));
        PolicySettings defaults = root.has(DEFAULTS)
                ? SettingsCodec.read(root.get(DEFAULTS), "/" + DEFAULTS, expect)
                : PolicySettings.EMPTY;
        Map<EndpointId, PolicySettings> endpoints = new TreeMap<>();
        JsonNode list = root.path(ENDPOINTS);
        if (root.has(ENDPOINTS) && !list.isArray()) {
            expect.fault("/" + ENDPOINTS, "an array expected, not " + Expectations.describe(list));
        }
        for (int i = 0; i < list.size(); i++) {
            String pointer = "/" + ENDPOINTS + "/" + i;
            EndpointId id = readId(list.get(i), pointer, expect);
            PolicySettings settings = SettingsCodec.read(list.get(i), pointer, expect, ENDPOINT, METHOD);
            if (id != null && "HEAD".equals(id.method())) {
                expect.fault(pointer + "/" + METHOD, "HEAD follows the policy of GET");
            }
            if (id != null && endpoints.putIfAbsent(id, settings) != null) {
                expect.fault(pointer, "stands here twice: " + id);
            }
        }
        expect.verify();
        return new Replacement(defaults, endpoints);
    }

    static @Nullable EndpointId readId(JsonNode node, String pointer, Expectations expect) {
        if (!node.isObject()) {
            return null; // said by whoever reads the settings
        }
        EndpointPattern pattern = expect.parsed(node.path(ENDPOINT), pointer + "/" + ENDPOINT, EndpointPattern::parse);
        if (pattern == null) {
            return null;
        }
        JsonNode method = node.path(METHOD);
        return method.isMissingNode() || method.isNull()
                ? EndpointId.of(pattern)
                : expect.parsed(
                        method, pointer + "/" + METHOD, text -> new EndpointId(pattern, text.toUpperCase(Locale.ROOT)));
    }
}
