package dev.cacheplane.benchmarks.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;

/** Caffeine by itself, bounded, with expiry and statistics. */
final class CaffeineContender<T> implements Contender {
    private final Cache<String, T> cache = Caffeine.newBuilder()
            .maximumSize(KEYS)
            .expireAfterWrite(Duration.ofHours(1))
            .recordStats()
            .build();
    private final T value;
    private final List<String> keys = Contender.paths();

    CaffeineContender(Values<T> values) {
        value = values.sample();
    }

    @Override
    public Object hit(int key) {
        return Contender.found(cache.getIfPresent(keys.get(key)));
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(cache.getIfPresent(keys.get(key)) == null);
        cache.put(keys.get(key), value);
    }

    @Override
    public void invalidate(int key) {
        cache.invalidate(keys.get(key));
    }

    @Override
    public void close() {}
}
