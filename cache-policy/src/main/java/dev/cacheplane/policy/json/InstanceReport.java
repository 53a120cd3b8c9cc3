package dev.cacheplane.policy.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.Revision;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one instance of a service tells the control plane: which policies its requests obey.
 *
 * @param instance its id, random for each start
 * @param version the SDK's
 * @param host the machine's name
 * @param applied the set that is obeyed; null before there was any
 * @param source where that came from: {@code stream}, {@code poll}, {@code disk} or {@code default}
 * @param rejected what of the control plane's latest answer could not be obeyed
 * @param age since the control plane last said that the set is the current one; not negative
 */
public record InstanceReport(
        UUID instance,
        String version,
        String host,
        @Nullable Applied applied,
        String source,
        List<Fault> rejected,
        Duration age) {
    /** So many faults are told, the rest counted in one more: the control plane does not read long reports. */
    private static final int MOST_FAULTS = 19;

    /**
     * The set that is obeyed.
     *
     * @param hash 16 hexadecimal digits, of the document that it was read from
     */
    public record Applied(Revision revision, String hash) {}

    /** Copies the list. */
    public InstanceReport {
        rejected = List.copyOf(rejected);
    }

    /** The report as {@code POST /api/fleet/{service}} takes it. */
    public byte[] toJson() {
        ObjectNode node = Json.object()
                .put("instance", instance.toString())
                .put("version", version)
                .put("host", host);
        if (applied == null) {
            node.putNull("applied");
        } else {
            node.putObject("applied")
                    .put("epoch", applied.revision().epoch())
                    .put("number", applied.revision().number())
                    .put("hash", applied.hash());
        }
        node.put("source", source);
        ArrayNode faults = node.putArray("rejected");
        rejected.stream().limit(MOST_FAULTS).forEach(fault -> write(fault, faults));
        if (rejected.size() > MOST_FAULTS) {
            write(new Fault("", "and " + (rejected.size() - MOST_FAULTS) + " more"), faults);
        }
        return Json.write(node.put("ageMillis", age.toMillis()));
    }

    private static void write(Fault fault, ArrayNode into) {
        into.addObject().put("pointer", fault.pointer()).put("detail", fault.message());
    }
}
