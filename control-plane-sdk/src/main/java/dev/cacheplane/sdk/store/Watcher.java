package dev.cacheplane.sdk.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Who wants to know of changes. Its methods are called on threads of the store, those that tell of changes one at a time; they must neither block nor throw. */
public interface Watcher {
    /** What the keys of interest begin with, of entries and of generations; none is the beginning of another. {@link Watch#add} takes more. */
    Set<String> prefixes();

    /** Names of the generations in use. They are touched with each heartbeat, so that they are not evicted as if nobody used them. */
    Collection<String> warm();

    /** The key that is told the store's own time with each heartbeat. */
    String beat();

    /** These keys were written, deleted, evicted or have expired, by whomever. */
    void changed(List<String> keys);

    /** Anything may have changed: reports begin anew, or the store was emptied. */
    void anythingChanged();
}
