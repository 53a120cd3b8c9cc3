package dev.cacheplane.sdk.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tags that a computation gives its value while it runs, when it knows what the value is made of. Thread-safe. */
public final class Tags {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    Tags() {}

    /**
     * One more.
     *
     * @throws IllegalArgumentException if it is no tag: 1 to 128 of A-Z, a-z, 0-9, '.', '_', ':', '/' and '-', beginning with a letter or a digit
     */
    public void add(String tag) {
        names.add(new Target.Tag(tag).name());
    }

    Set<String> names() {
        return names;
    }
}
