package dev.cacheplane.sdk.cache;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What one cache is warming; it ends with the cache. Thread-safe. */
final class Warmings implements AutoCloseable {
    private final Set<Warming> running = ConcurrentHashMap.newKeySet();

    Warming begin(Collection<CacheKey> keys, int atOnce, Warming.Step step) {
        Warming warming = Warming.start(keys, atOnce, step, running::remove);
        running.add(warming);
        if (!warming.progress().running()) {
            running.remove(warming);
        }
        return warming;
    }

    /** Warms one key, unless it is warm. */
    static <T> Warming.Outcome warm(
            Cache cache,
            CacheKey key,
            TypeOf<T> type,
            Function<CacheKey, Loader<T, ?>> loaderOf,
            BooleanSupplier closed)
            throws Exception {
        Loader<T, ?> loader = loaderOf.apply(key);
        AtomicBoolean loads = new AtomicBoolean();
        Loader<T, Exception> once = () -> {
            if (closed.getAsBoolean()) {
                throw new Flight.GivenUp();
            }
            loads.set(true);
            try {
                return loader.load();
            } catch (Exception e) {
                if (closed.getAsBoolean()) { // it was interrupted, and those who wait for it were not
                    throw new Flight.GivenUp();
                }
                throw e;
            }
        };
        boolean cached = cache.getOrLoad(key, type, once).cached();
        return loads.get() && !cached ? Warming.Outcome.LOADED : Warming.Outcome.ALREADY_CACHED;
    }

    @Override
    public void close() {
        running.forEach(Warming::close);
    }
}
