package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of what one level sets: an object with a member for each field that is set. */
final class SettingsCodec {
    private static final List<String> NAMES =
            PolicyField.all().stream().map(PolicyField::name).toList();

    private SettingsCodec() {}

    /** The settings in the object's members, null being as good as absent; {@code besides} are not settings. */
    static PolicySettings read(JsonNode object, String pointer, Expectations expect, String... besides) {
        onlyKnown(object, pointer, expect, besides);
        return readKnown(object, pointer, expect);
    }

    /** The same, but members that are no fields do not matter. */
    static PolicySettings readKnown(JsonNode object, String pointer, Expectations expect) {
        return mergeKnown(PolicySettings.EMPTY, object, pointer, expect);
    }

    /** RFC 7396: a member replaces the setting, null takes it away, what is not mentioned stays. */
    static PolicySettings merge(PolicySettings current, JsonNode object, String pointer, Expectations expect) {
        onlyKnown(object, pointer, expect);
        return mergeKnown(current, object, pointer, expect);
    }

    private static void onlyKnown(JsonNode object, String pointer, Expectations expect, String... besides) {
        List<String> known = new ArrayList<>(Arrays.asList(besides));
        known.addAll(NAMES);
        expect.onlyMembers(object, pointer, known);
    }

    private static PolicySettings mergeKnown(
            PolicySettings current, JsonNode object, String pointer, Expectations expect) {
        if (!object.isObject()) {
            expect.fault(pointer, "an object expected, not " + Expectations.describe(object));
            return current;
        }
        PolicySettings merged = current;
        for (PolicyField<?> field : PolicyField.all()) {
            JsonNode value = object.get(field.name());
            if (value != null) {
                merged = value.isNull() ? merged.without(field) : merge(merged, field, value, pointer, expect);
            }
        }
        return merged;
    }

    /** Objects are merged too, member by member, as the RFC has it. */
    private static <T> PolicySettings merge(
            PolicySettings settings, PolicyField<T> field, JsonNode patch, String pointer, Expectations expect) {
        JsonNode whole = settings.get(field)
                .map(value -> mergePatch(FieldCodec.write(field.type(), value), patch))
                .orElse(patch);
        @Nullable T value = FieldCodec.read(field.type(), whole, pointer + "/" + field.name(), expect);
        return value == null ? settings : settings.with(field, value);
    }

    private static JsonNode mergePatch(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode members)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
        members.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                JsonNode old = merged.path(member.getKey());
                merged.set(member.getKey(), mergePatch(old, member.getValue()));
            }
        });
        return merged;
    }

    static void write(PolicySettings settings, ObjectNode into) {
        for (PolicyField<?> field : PolicyField.all()) {
            write(field, settings, into);
        }
    }

    private static <T> void write(PolicyField<T> field, PolicySettings settings, ObjectNode into) {
        settings.get(field).ifPresent(value -> into.set(field.name(), FieldCodec.write(field.type(), value)));
    }
}
