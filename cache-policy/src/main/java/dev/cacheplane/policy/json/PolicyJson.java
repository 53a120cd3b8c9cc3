package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * Policies as JSON. Whoever changes policies is read strictly: every unknown member, wrong type and value out of range
 * is named with its JSON pointer, and nothing is taken. Whoever obeys them reads leniently: see {@link #readSet}.
 */
public final class PolicyJson {
    /** A set is this many bytes at most: whoever obeys reads no more, and so nobody may be told more. */
    public static final long LARGEST_SET = 8L << 20;

    private PolicyJson() {}

    /**
     * Reads what one level sets; a member that is null or missing is inherited.
     *
     * @throws PolicyJsonException naming every fault
     */
    public static PolicySettings readSettings(byte[] json) {
        return mergePatch(PolicySettings.EMPTY, json);
    }

    /**
     * Applies a JSON merge patch (RFC 7396) to what a level sets: null makes a field inherited again.
     *
     * @throws PolicyJsonException naming every fault
     */
    public static PolicySettings mergePatch(PolicySettings current, byte[] json) {
        Expectations expect = new Expectations();
        PolicySettings merged = SettingsCodec.merge(current, Json.readObject(json), "", expect);
        expect.verify();
        return merged;
    }

    /** What one level sets, and nothing that it inherits. */
    public static byte[] writeSettings(PolicySettings settings) {
        ObjectNode node = Json.object();
        SettingsCodec.write(settings, node);
        return Json.write(node);
    }

    /**
     * Reads what is to replace all that a service sets: {@code {"defaults":{…},"endpoints":[{"endpoint":"/products",…}]}}.
     *
     * @throws PolicyJsonException naming every fault
     */
    public static Replacement readReplacement(byte[] json) {
        return SetCodec.readReplacement(Json.readObject(json));
    }

    /** A whole set, as services are told. */
    public static byte[] writeSet(PolicySet set) {
        return Json.write(SetCodec.write(set));
    }

    /**
     * Reads a whole set as a service does. Members that this version does not know are ignored. An endpoint or a level
     * whose policy cannot be read is reported, and keeps what {@code previous} says of it; a new endpoint of that kind
     * is off.
     *
     * @throws PolicyJsonException if the document as a whole is no policy set
     */
    public static ReadSet readSet(byte[] json, @Nullable PolicySet previous) {
        return new SetReader(previous).read(Json.readObject(json));
    }

    /** The effective policy of an endpoint with the source of each value, as {@code GET /api/config/…} answers. */
    public static byte[] writeEffective(
            ServiceName service, String endpoint, EffectivePolicy effective, Revision revision) {
        ObjectNode node = Json.object().put("service", service.value()).put("endpoint", endpoint);
        writePolicy(effective.policy(), node);
        ObjectNode sources = node.putObject("sources");
        for (PolicyField<?> field : PolicyField.all()) {
            sources.put(field.name(), effective.source(field).wireName());
        }
        EndpointId matched = effective.matched();
        if (matched == null) {
            node.putNull("matched");
        } else {
            SetCodec.writeId(matched, node.putObject("matched"));
        }
        return Json.write(node.put("onSince", effective.onSince())
                .put("revision", revision.number())
                .put("epoch", revision.epoch()));
    }

    private static void writePolicy(CachePolicy policy, ObjectNode into) {
        for (PolicyField<?> field : PolicyField.all()) {
            writeField(field, policy, into);
        }
    }

    private static <T> void writeField(PolicyField<T> field, CachePolicy policy, ObjectNode into) {
        into.set(field.name(), FieldCodec.write(field.type(), policy.get(field)));
    }
}
