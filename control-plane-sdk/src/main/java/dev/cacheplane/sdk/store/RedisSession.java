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

    /** Whether it leads to no other servers than the one before. Who does not say which run it is may be another whenever it has been connected to anew. */
    boolean isAtServersOf(RedisSession before) {
        return equals(before)
                || (!runIds().contains(RunId.UNKNOWN) && before.runIds().containsAll(runIds()));
    }

    private Set<String> runIds() {
        return nodes.stream().map(RedisNode::runId).collect(Collectors.toUnmodifiableSet());
    }
}
