package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by key, with leases and generations. An entry has a payload, metadata that is written, expires and is deleted with it, and perhaps a lease: whoever
 * holds that may fill the entry, until the lease expires or an invalidation takes it away. A generation is named by its key; those of one call must lie in
 * one slot, which the braces in {@code gen:{service}:…} see to.
 *
 * <p>Every method is safe for any number of threads, blocks for {@code within} (positive) at most, an interrupt or not, and throws
 * {@link StoreUnavailableException} and nothing else when the store is out of reach, refuses, or does not answer in time.
 */
public interface Entries {
    /**
     * Reads an entry, and generations in the same round trip.
     *
     * @param generations names of those asked for, perhaps none; missing ones are made
     */
    Reading read(String key, Collection<String> generations, Duration within);

    /** The values of these generations, by name. Missing ones are made; one that the store has no room for is not in the answer. */
    Map<String, Generation> generations(Collection<String> names, Duration within);

    /**
     * Gives each of these generations a new value: nothing whose computation began before is used again. Who bumps a tag must name the tag clock too. Does
     * nothing if there are none.
     */
    void bump(Collection<String> generations, Duration within);

    /** Gives each of these generations a new soft part: whatever was computed before is stale. Else as {@link #bump}. */
    void bumpSoftly(Collection<String> generations, Duration within);

    /**
     * Stores an entry, if and only if its lease is still held by {@code token}; the lease ends with it. Alone of all methods it does not wait for the store. Who asks of the entry
     * afterwards, over the same store, finds what this has done, or else the lease: where scripts have been flushed, or a cluster moves the slot, this may take a second way.
     *
     * @param payload not copied: it must not change, and neither must {@code metadata}
     * @param timeToLive after which the entry is gone, at least 1 ms
     * @param within after which, give or take 100 ms, no answer is a failure
     * @return whether it was stored, when that is known: {@code false} for a lost lease and for a store without room; fails with {@link StoreUnavailableException} alone, perhaps at once. What
     *     follows it may run on the connection's own thread, and must not block
     */
    CompletableFuture<Boolean> fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within);

    /**
     * Takes an entry's lease, unless somebody holds it or another entry has come than the one that was read.
     *
     * @param token who takes it: a new one for every attempt
     * @param lease how long it is held unless renewed, at least 1 ms
     * @param seen the metadata that was read, {@code null} for none
     * @param generations names of those to be read in the same round trip, before the lease is taken; perhaps none
     */
    Acquisition acquire(
            String key,
            String token,
            Duration lease,
            byte @Nullable [] seen,
            Collection<String> generations,
            Duration within);

    /** Holds a lease for another {@code lease} from now; returns whether {@code token} still held it. */
    boolean renew(String key, String token, Duration lease, Duration within);

    /** Gives a lease back; does nothing if {@code token} no longer holds it. */
    void release(String key, String token, Duration within);

    /**
     * Turns a lease into a note that its computation has failed; does nothing if {@code token} no longer holds it.
     *
     * @param pause how long the note stays, and nobody takes the lease, at least 1 ms
     */
    void fail(String key, String token, Duration pause, Duration within);

    /**
     * Deletes entries and their leases, so that no computation begun before can be stored. Where it throws, some may be gone.
     *
     * @param keys some hundreds at most: they are sent together, and the store does nothing else meanwhile
     * @return those of which there was an entry
     */
    Set<String> invalidate(Collection<String> keys, Duration within);

    /** As {@link #invalidate(Collection, Duration)}, of one. */
    default boolean invalidate(String key, Duration within) {
        return !invalidate(List.of(key), within).isEmpty();
    }

    /**
     * Makes entries stale, which keep their expiry, and takes their leases; as {@link #invalidate(Collection, Duration)} where nothing is there whose metadata can be read.
     *
     * @return those of which there is a stale entry now
     */
    Set<String> soften(Collection<String> keys, Duration within);

    /** As {@link #soften(Collection, Duration)}, of one. */
    default boolean soften(String key, Duration within) {
        return !soften(List.of(key), within).isEmpty();
    }

    /**
     * Deletes an entry and takes its lease from whoever holds it: nobody fills the entry meanwhile but by this token.
     *
     * @param lease how long, unless renewed or released, at least 1 ms
     */
    void bar(String key, String token, Duration lease, Duration within);

    /**
     * How long ago, by the store's own clock, this beat was last written; see {@link Watcher#beat}. Empty if nobody can tell: it never was, is gone, is of a later time than the
     * clock says now, or the store does not tell the time.
     */
    Optional<Duration> sinceBeat(String beat, Duration within);

    /**
     * One step through the keys of entries that match. A key that is there from the first step to the last is found, perhaps more than once; others may be.
     *
     * @param glob Redis' pattern: {@code *}, {@code ?}, {@code [ab]}, and {@code \} before a character that is meant literally
     * @param cursor {@link KeyPage#START}, then {@link KeyPage#next()}
     */
    KeyPage scanEntries(String glob, String cursor, Duration within);

    /** As {@link #scanEntries}, through the keys whose lease somebody holds, whether there is an entry or not. */
    KeyPage scanLeases(String glob, String cursor, Duration within);
}
