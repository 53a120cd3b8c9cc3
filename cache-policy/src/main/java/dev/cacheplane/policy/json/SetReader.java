package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.AmbiguousPatternException;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a set leniently: a level that cannot be understood keeps its previous values, and the rest applies. Where it says that nothing is cached, that is understood and holds. What has never been
 * understood is not cached, and neither is what inherits from it.
 */
final class SetReader {
    /** Of a level that has never been read. */
    private static final PolicyLayer LOST =
            new PolicyLayer(PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, false), 0);

    private final @Nullable PolicySet previous;
    private final List<Fault> rejected = new ArrayList<>();

    SetReader(@Nullable PolicySet previous) {
        this.previous = previous;
    }

    ReadSet read(ObjectNode root) {
        Expectations whole = new Expectations();
        ServiceName service = whole.parsed(root.path("service"), "/service", ServiceName::new);
        String epoch = whole.text(root.path("epoch"), "/epoch");
        Long number = whole.number(root.path("revision"), "/revision", 0, Long.MAX_VALUE);
        Long removedAt = whole.number(root.path("removedAt"), "/removedAt", 0, Long.MAX_VALUE);
        JsonNode list = root.path("endpoints");
        if (!list.isArray()) {
            whole.fault("/endpoints", "an array expected, not " + Expectations.describe(list));
        }
        whole.verify();
        if (service == null || epoch == null || number == null || removedAt == null) {
            throw new IllegalStateException("verified above");
        }
        PolicyLayer global = layer(root.path("global"), "/global", previous == null ? null : previous.global());
        PolicyLayer defaults =
                layer(root.path("defaults"), "/defaults", previous == null ? null : previous.serviceDefaults());
        Map<EndpointId, PolicyLayer> endpoints = new TreeMap<>();
        for (int i = 0; i < list.size(); i++) {
            readEndpoint(list.get(i), "/endpoints/" + i, endpoints);
        }
        // Nobody knows what is inherited from a lost level: it may be what keeps users apart.
        PolicyLayer known = global.equals(LOST) ? switchedOff(defaults, 0) : defaults;
        if (global.equals(LOST) || defaults.equals(LOST)) {
            endpoints.replaceAll((id, layer) -> switchedOff(layer, 0));
        }
        try {
            Revision revision = new Revision(epoch, number);
            return new ReadSet(PolicySet.of(service, revision, global, known, endpoints, removedAt), rejected);
        } catch (AmbiguousPatternException e) {
            throw new PolicyJsonException(List.of(new Fault("/endpoints", String.valueOf(e.getMessage()))));
        } catch (IllegalArgumentException e) {
            throw new PolicyJsonException(List.of(new Fault("/epoch", String.valueOf(e.getMessage()))));
        }
    }

    private void readEndpoint(JsonNode node, String pointer, Map<EndpointId, PolicyLayer> into) {
        Expectations expect = new Expectations();
        EndpointId id = SetCodec.readId(node, pointer, expect);
        rejected.addAll(expect.faults());
        if (id != null) {
            into.put(
                    id,
                    layer(
                            node,
                            pointer,
                            previous == null ? null : previous.endpoints().get(id)));
        }
    }

    private PolicyLayer layer(JsonNode node, String pointer, @Nullable PolicyLayer before) {
        Expectations expect = new Expectations();
        Long switchedAt = expect.number(node.path("switchedAt"), pointer + "/switchedAt", 0, Long.MAX_VALUE);
        PolicySettings settings = SettingsCodec.readKnown(node.path("settings"), pointer + "/settings", expect);
        if (expect.faults().isEmpty() && switchedAt != null) {
            return new PolicyLayer(settings, switchedAt);
        }
        rejected.addAll(expect.faults());
        if (before == null || before.equals(LOST)) {
            return LOST;
        }
        boolean saysOff = !settings.get(PolicyField.SHOULD_CACHE).orElse(true);
        return saysOff ? switchedOff(before, switchedAt == null ? 0 : switchedAt) : before;
    }

    /** @param at the least revision at which that has happened */
    private static PolicyLayer switchedOff(PolicyLayer layer, long at) {
        return new PolicyLayer(
                layer.settings().with(PolicyField.SHOULD_CACHE, false), Math.max(layer.switchedAt(), at));
    }
}
