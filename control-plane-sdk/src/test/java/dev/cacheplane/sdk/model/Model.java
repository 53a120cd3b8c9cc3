package dev.cacheplane.sdk.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a cache holds after one call at a time, without processes, networks or failures: maps, and a clock. Times are in nanoseconds. */
final class Model {
    private static final Standing NEVER = new Standing(-1, -1, -1, -1);

    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private int switchedOn;
    private boolean caching = true;
    private Duration timeToLive;
    private final Duration lease;

    /** What a value is good under: nothing of it has been invalidated, and caching not been switched on anew. */
    record Standing(int service, int endpoint, int tag, int switchedOn) {}

    private record Entry(int version, Standing standing, boolean tagged, long expires, long took) {}

    /** With what the policy said when it was taken. */
    private record Lease(int ticket, Standing standing, long taken, long expires, Duration timeToLive) {}

    Model(Duration timeToLive, Duration lease) {
        this.timeToLive = timeToLive;
        this.lease = lease;
    }

    int version(String row) {
        return rows.getOrDefault(row, 0);
    }

    void update(String row) {
        rows.merge(row, 1, Integer::sum);
    }

    void switchCaching(boolean on) {
        switchedOn += on && !caching ? 1 : 0;
        caching = on;
    }

    boolean isCaching() {
        return caching;
    }

    void live(Duration timeToLive) {
        this.timeToLive = timeToLive;
    }

    /** The version that is cached, and may be served. */
    @Nullable
    Integer cached(String row, long now) {
        Entry entry = entries.get(row);
        return !caching || entry == null || entry.expires() <= now || !isGood(row, entry) ? null : entry.version();
    }

    /** Whether one who finds the row cached may compute it all the same, since its end is near for how long that took. */
    boolean mayBeRenewed(String row, long now) {
        Entry entry = entries.get(row);
        return entry != null && entry.expires() - now <= 21 * entry.took();
    }

    private boolean isGood(String row, Entry entry) {
        Standing is = standing(row);
        Standing was = entry.standing();
        return is.service() == was.service()
                && is.endpoint() == was.endpoint()
                && is.switchedOn() == was.switchedOn()
                && (!entry.tagged() || is.tag() == was.tag());
    }

    private Standing standing(String row) {
        return new Standing(generation("service"), generation("endpoint"), generation("tag " + row), switchedOn);
    }

    private int generation(String name) {
        return generations.getOrDefault(name, 0);
    }

    /** A computation of now has ended, whose value names its row as a tag. */
    void loaded(String row, long now) {
        if (caching) {
            entries.put(row, new Entry(version(row), standing(row), true, now + timeToLive.toNanos(), 0));
        }
    }

    /** Whether somebody may store the row, so that others wait. */
    boolean isLeased(String row, long now) {
        Lease held = leases.get(row);
        return held != null && held.expires() > now;
    }

    void lease(String row, int ticket, long now) {
        leases.put(row, new Lease(ticket, standing(row), now, now + lease.toNanos(), timeToLive));
    }

    /** Stores a version under a ticket's right; returns whether that was still its. */
    boolean put(String row, int ticket, int version, long now) {
        Lease held = leases.get(row);
        if (held == null || held.expires() <= now || held.ticket() != ticket) {
            return false;
        }
        leases.remove(row);
        entries.put(
                row,
                new Entry(
                        version, held.standing(), false, now + held.timeToLive().toNanos(), now - held.taken()));
        return true;
    }

    /** Takes a row out; returns whether there was an entry, good for anything or not. */
    boolean invalidate(String row, long now) {
        leases.remove(row);
        Entry gone = entries.remove(row);
        return gone != null && gone.expires() > now;
    }

    /** Makes a row stale: it stays, and with no window in which it may be served nobody gets it. */
    void soften(String row) {
        leases.remove(row);
        entries.computeIfPresent(
                row, (name, entry) -> new Entry(entry.version(), NEVER, entry.tagged(), entry.expires(), 0));
    }

    void bump(String generation) {
        generations.merge(generation, 1, Integer::sum);
    }

    /** How close to its end anything is. */
    boolean isOnTheBrink(long now, Duration within) {
        return entries.values().stream().anyMatch(entry -> Math.abs(entry.expires() - now) < within.toNanos())
                || leases.values().stream().anyMatch(held -> Math.abs(held.expires() - now) < within.toNanos());
    }
}
