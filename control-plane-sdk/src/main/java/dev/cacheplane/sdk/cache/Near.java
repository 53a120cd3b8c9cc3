package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Stored;
import java.lang.reflect.Type;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What this process keeps of what it has read from the store, so that it need not ask again, for as long as it would be told of a change.
 *
 * <h2>Why nothing old is served</h2>
 *
 * <ul>
 *   <li>Only what was read is kept, and only if no report of it has come since before the store was asked, which is looked at in the atomic step that keeps it. A report counts first and
 *       removes afterwards; so does an invalidation of this process, before it returns.
 *   <li>An entry holds the cells of the generations that it bears. A report of one marks its cell.
 *   <li>Where anything may have changed a number is raised that every entry carries. Nothing needs to be enumerated.
 *   <li>A hit first asks whether a heartbeat was answered that was sent within the bound, and then takes the entry: whatever changed before that heartbeat has been heard of, even in a
 *       process that was stopped in between.
 *   <li>Another object of policies has the entry judged anew.
 * </ul>
 *
 * <p>After the near cache of Hazelcast, rueidis' client-side caching, and "Server-assisted client-side caching" in Redis' manual. Thread-safe.
 */
final class Near {
    private final NearEntries entries;
    private final Rules rules;
    private final News news;
    private final CacheStore store;
    private final Events events;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;

    Near(
            NearEntries entries,
            Rules rules,
            News news,
            CacheStore store,
            Events events,
            RandomGenerator random,
            LongSupplier nanoClock) {
        this.entries = entries;
        this.rules = rules;
        this.news = news;
        this.store = store;
        this.events = events;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** What is kept of a key as that type, if it may be served now; null if not. Makes no object. */
    <T> @Nullable NearEntry<T> find(CacheKey key, Type type) {
        if (!entries.isOn()) {
            return null;
        }
        long now = nanoClock.getAsLong();
        if (!news.isConfirmed(now) || !store.isOpen()) { // before the entry is taken: see above
            return null;
        }
        NearEntry<?> entry = entries.get(key.name());
        if (entry == null || !entry.isOf(key, type) || !isAllowed(entry)) {
            return null;
        }
        if (!entry.isGood(now, news.flushes())) {
            entries.remove(entry);
            return null;
        }
        @SuppressWarnings("unchecked") // of that type
        NearEntry<T> found = (NearEntry<T>) entry;
        return found;
    }

    /** Gives what was found to one caller, and tells of it; null if its form fails to. */
    <T> @Nullable Cached<T> served(NearEntry<T> entry) {
        Cached<T> served = entry.handedOut();
        if (served != null) {
            tell(entry);
            Cache.logHit(entry.terms());
        }
        return served;
    }

    /** Tells of an entry that has been served from here. */
    void tell(NearEntry<?> entry) {
        events.tellNear(entry.terms());
    }

    private boolean isAllowed(NearEntry<?> entry) {
        return entry.isJudgedBy(rules.policies()) || isAllowedAnew(entry);
    }

    private boolean isAllowedAnew(NearEntry<?> entry) {
        Terms now = rules.terms(entry.terms().key());
        if (!now.sayTheSameAs(entry.terms())) {
            return false;
        }
        entry.judge(now.policies());
        return true;
    }

    /**
     * Keeps what was read, if the policy has it kept and nothing has been heard of it meanwhile. Its reader has it too: what is kept is handed out to us as to anybody.
     *
     * @param asked before the store was asked for the entry
     */
    <T> void keep(EntryView<T> view, Usable<T> usable, Stored stored, News.Moment asked) {
        byte[] payload = stored.payload();
        if (!entries.isOn()
                || payload == null
                || usable.standing() != Standing.FRESH
                || !view.terms().policy().nearCache()) {
            return;
        }
        long left = EarlyRefresh.nanos(usable.left()) - early(view, usable);
        if (left <= 0) {
            return;
        }
        long until = asked.asked() + left;
        int bytes = usable.metadata().encoding().plainLength(payload)
                + usable.metadata().head().length();
        Cached<T> served = NearEntry.handedOut(new Cached<>(usable.value(), true), view.form());
        if (served == null) {
            return;
        }
        entries.change(view.terms().key().name(), there -> {
            Cell[] bears = news.cells(usable.metadata().generations(), asked);
            if (bears == null || !news.isUnreported(view.key(), view.terms().prefix(), asked) || isKept(there, view)) {
                return there;
            }
            return new NearEntry<>(view, usable, served, bears, asked, until, bytes);
        });
    }

    /** Two who read one key as two types would else take turns at replacing each other's. */
    private boolean isKept(@Nullable NearEntry<?> there, EntryView<?> view) {
        return there != null
                && !there.isOf(view.terms().key(), view.form().type())
                && there.isJudgedBy(rules.policies())
                && there.isGood(nanoClock.getAsLong(), news.flushes());
    }

    /** Where a policy has no stale window somebody makes the value anew before its end; drawn once, for all who get it from here. */
    private long early(EntryView<?> view, Usable<?> usable) {
        return view.terms().policy().staleWhileRevalidate().isZero() ? EarlyRefresh.drawn(usable.took(), random) : 0;
    }
}
