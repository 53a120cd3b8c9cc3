package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A connection that is ready for use.
 *
 * @param nodes the servers that all entries are in
 */
record RedisSession(RedisLink link, RedisEntries entries, List<RedisNode> nodes) {
    /** Makes a new connection to one server ready; ends it if that fails. */
    static RedisSession of(RedisPlace.Node place, RedisLink link, Duration patience) {
        try {
            RedisEntries entries = new RedisEntries(link);
            entries.prepare(patience);
            return new RedisSession(link, entries, List.of(new RedisNode(place, entries.runId(patience))));
        } catch (StoreUnavailableException e) {
            link.disconnect();
            throw e;
        }
    }

    Set<String> runIds() {
        return nodes.stream().map(RedisNode::runId).collect(Collectors.toUnmodifiableSet());
    }
}
