package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPattern;
import java.util.List;
import java.util.Optional;

/**
 * Many keys, as Redis can look for them.
 *
 * @param globs Redis patterns of entry keys, which may match more
 * @param endpoint what the keys' paths must match besides, if given
 */
record Selection(List<String> globs, Optional<EndpointPattern> endpoint) implements Purge {
    Selection {
        globs = List.copyOf(globs);
    }

    @Override
    public String name() {
        return String.join(", ", globs);
    }

    @Override
    public boolean softly() {
        return false;
    }
}
