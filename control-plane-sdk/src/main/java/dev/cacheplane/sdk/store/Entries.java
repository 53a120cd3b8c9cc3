package dev.cacheplane.sdk.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by key, with leases. An entry has a payload, metadata that is written, expires and is deleted with it, and perhaps a lease: whoever
 * holds that may fill the entry, until the lease expires or an invalidation takes it away.
 *
 * <p>Every method is safe for any number of threads, blocks for {@code within} (positive) at most, an interrupt or not, and throws
 * {@link StoreUnavailableException} and nothing else when the store is out of reach, refuses, or does not answer in time.
 */
public interface Entries {
    /** Reads an entry. */
    Stored read(String key, Duration within);

    /**
     * Stores an entry, if and only if its lease is still held by {@code token}; the lease ends with it.
     *
     * @param timeToLive after which the entry is gone, at least 1 ms
     * @return whether it was stored; {@code false} for a lost lease and for a store without room
     */
    boolean fill(String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within);

    /**
     * Takes an entry's lease, unless somebody holds it or another entry has come than the one that was read.
     *
     * @param token who takes it: a new one for every attempt
     * @param lease how long it is held unless renewed, at least 1 ms
     * @param seen the metadata that was read, {@code null} for none
     */
    Acquisition acquire(String key, String token, Duration lease, byte @Nullable [] seen, Duration within);

    /** Holds a lease for another {@code lease} from now; returns whether {@code token} still held it. */
    boolean renew(String key, String token, Duration lease, Duration within);

    /** Gives a lease back; does nothing if {@code token} no longer holds it. */
    void release(String key, String token, Duration within);

    /** Deletes an entry and its lease, so that no computation begun before can be stored; returns whether there was an entry. */
    boolean invalidate(String key, Duration within);

    /**
     * One step through the keys of entries that match. A key that is there from the first step to the last is found; others may be.
     *
     * @param glob Redis' pattern: {@code *}, {@code ?}, {@code [ab]}, and {@code \} before a character that is meant literally
     * @param cursor {@link KeyPage#START}, then {@link KeyPage#next()}
     */
    KeyPage scanEntries(String glob, String cursor, Duration within);

    /** As {@link #scanEntries}, through the keys whose lease somebody holds, whether there is an entry or not. */
    KeyPage scanLeases(String glob, String cursor, Duration within);
}
