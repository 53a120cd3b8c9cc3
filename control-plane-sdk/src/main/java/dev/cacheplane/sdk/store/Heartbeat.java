package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.EntryCodec.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tracking connection has answered. That it answers says nothing: after a reconnect PING is answered too, and nothing is tracked.
 *
 * @param prefixes that are tracked, none if tracking is off, or not by prefixes, or told to another connection
 * @param millis the server's time
 */
record Heartbeat(Set<String> prefixes, String runId, long millis) {
    /**
     * Reads the answers.
     *
     * @param tracking names and values in turn: {@code flags}, {@code redirect}, {@code prefixes}
     */
    static Heartbeat of(List<Object> tracking, List<byte[]> time, byte[] info) {
        Map<String, Object> members = new HashMap<>();
        for (int i = 0; i + 1 < tracking.size(); i += 2) {
            members.put(text(tracking.get(i)), tracking.get(i + 1));
        }
        Set<String> flags = texts(members.get("flags"));
        boolean tells = flags.containsAll(Set.of("on", "bcast"))
                && !flags.contains("broken_redirect")
                && members.get("redirect") instanceof Long redirect
                && redirect <= 0;
        return new Heartbeat(
                tells ? texts(members.get("prefixes")) : Set.of(), RunId.in(text(info)), Beat.millis(time));
    }

    private static Set<String> texts(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(EntryCodec::text).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /**
     * Why no report can be relied on; empty if they can.
     *
     * @param expected the prefixes that were asked for
     * @param dataRunId of the server that entries are read from
     */
    Optional<String> fault(Set<String> expected, String dataRunId) {
        if (!prefixes.containsAll(expected)) {
            return Optional.of("tracking is off");
        }
        return runId.equals(dataRunId) ? Optional.empty() : Optional.of("another server answers than the one in use");
    }
}
