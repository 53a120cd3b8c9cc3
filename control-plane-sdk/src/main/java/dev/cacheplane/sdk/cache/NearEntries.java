package dev.cacheplane.sdk.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values in this process' own memory, by their keys without version: one each, so many bytes in all, those that are used least being left out first (Caffeine's W-TinyLFU). It has no
 * threads: what its upkeep takes, its callers do. Thread-safe.
 */
final class NearEntries {
    private final ConcurrentMap<String, NearEntry<?>> entries;
    private final boolean isOn;

    /** @param bytes how much all entries may weigh; 0 for none at all */
    NearEntries(long bytes) {
        isOn = bytes > 0;
        entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, NearEntry<?> entry) -> entry.weight())
                .executor(Runnable::run)
                .<String, NearEntry<?>>build()
                .asMap();
    }

    boolean isOn() {
        return isOn;
    }

    @Nullable
    NearEntry<?> get(String name) {
        return entries.get(name);
    }

    /** Decides what is kept under a name, given what is there, while nobody removes it. */
    void change(String name, UnaryOperator<@Nullable NearEntry<?>> how) {
        var unused = entries.compute(name, (key, there) -> how.apply(there));
    }

    /** Removes this one, if it is still there. */
    void remove(NearEntry<?> entry) {
        var unused = entries.remove(entry.terms().key().name(), entry);
    }

    /** Removes what is kept of these keys, which are as they stand in Redis; others have no effect. */
    void remove(Collection<String> keys) {
        if (isOn) {
            keys.forEach(key -> entries.remove(KeySpace.unversioned(key)));
        }
    }
}
