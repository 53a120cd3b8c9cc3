package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Knows which servers the entries are in. Used by one thread, but for {@link #agreedAt}. */
interface Topology {
    /** Connects to the servers that are in charge now. Throws {@link StoreUnavailableException} saying why it cannot. */
    RedisSession connect(Duration within, RedisLink.Outcomes outcomes);

    /** Looks whether others are in charge now; empty if they are not, or if nobody can tell. */
    Optional<String> fault(RedisSession session, Duration within);

    /** When, {@code now} at the latest, it was last certain that the session's servers are in charge; empty if it never was. For any thread. */
    OptionalLong agreedAt(RedisSession session, long now);

    /**
     * How long to wait at a server that has taken another's place before it is used. It may lack what the other had acknowledged, and every process that lives
     * needs its time to come and to do its own invalidations once more.
     */
    Duration settling();

    /** The topology of an address. */
    static Topology of(RedisAddress address, RedisConnector connector) {
        if (address.place() instanceof RedisPlace.Sentinels group) {
            return new Sentinels(group, connector);
        }
        if (address.place() instanceof RedisPlace.Cluster cluster) {
            return new Cluster(cluster, connector);
        }
        return new OneServer((RedisPlace.Node) address.place(), connector);
    }
}
