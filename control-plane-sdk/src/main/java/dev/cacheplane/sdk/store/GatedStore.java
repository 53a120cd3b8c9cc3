package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store whose entries are behind a gate. */
abstract class GatedStore implements CacheStore {
    /** The entries, if callers are let through; else throws {@link StoreUnavailableException}. */
    abstract Entries open();

    @Override
    public Reading read(String key, Collection<String> generations, Duration within) {
        return open().read(key, generations, within);
    }

    @Override
    public Map<String, Generation> generations(Collection<String> names, Duration within) {
        return open().generations(names, within);
    }

    @Override
    public void bump(Collection<String> generations, Duration within) {
        open().bump(generations, within);
    }

    @Override
    public void bumpSoftly(Collection<String> generations, Duration within) {
        open().bumpSoftly(generations, within);
    }

    @Override
    public CompletableFuture<Boolean> fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within) {
        return open().fill(key, token, payload, metadata, timeToLive, within);
    }

    @Override
    public Acquisition acquire(
            String key,
            String token,
            Duration lease,
            byte @Nullable [] seen,
            Collection<String> generations,
            Duration within) {
        return open().acquire(key, token, lease, seen, generations, within);
    }

    @Override
    public boolean renew(String key, String token, Duration lease, Duration within) {
        return open().renew(key, token, lease, within);
    }

    @Override
    public void release(String key, String token, Duration within) {
        open().release(key, token, within);
    }

    @Override
    public void fail(String key, String token, Duration pause, Duration within) {
        open().fail(key, token, pause, within);
    }

    @Override
    public Set<String> invalidate(Collection<String> keys, Duration within) {
        return open().invalidate(keys, within);
    }

    @Override
    public Set<String> soften(Collection<String> keys, Duration within) {
        return open().soften(keys, within);
    }

    @Override
    public void bar(String key, String token, Duration lease, Duration within) {
        open().bar(key, token, lease, within);
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        return open().sinceBeat(beat, within);
    }

    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        return open().scanEntries(glob, cursor, within);
    }

    @Override
    public KeyPage scanLeases(String glob, String cursor, Duration within) {
        return open().scanLeases(glob, cursor, within);
    }
}
