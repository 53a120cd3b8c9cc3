package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Watcher;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Cares for whether there are reports, not for any. */
final class NobodyInParticular implements Watcher {
    @Override
    public Set<String> prefixes() {
        return Set.of("nobody:");
    }

    @Override
    public Collection<String> warm() {
        return List.of();
    }

    @Override
    public String beat() {
        return "beat:nobody";
    }

    @Override
    public void changed(List<String> keys) {}

    @Override
    public void anythingChanged() {}
}
