package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.cache.EntryView.Usable;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One value or response in this process' own memory, ready to use, and what it is good under. It is not changed any more but for which policies it was last judged by. Thread-safe.
 *
 * @param <T> of the value
 */
final class NearEntry<T> {
    private static final Logger log = LoggerFactory.getLogger(NearEntry.class);

    /** What an entry takes besides its payload and its key, more or less. */
    private static final int OVERHEAD = 512;

    private final Terms terms;
    private final Form<T> form;
    private final String token;
    private final long since;
    private final Cached<T> served;
    private final Cell[] bears;
    private final long flushes;
    private final long until;
    private final int weight;
    private volatile PolicySet judgedBy;

    /**
     * @param usable what was read
     * @param served what all get who read it here
     * @param bears the generations that it bears, all of them equal to what it was computed under
     * @param asked when the store was asked for it: what is heard of afterwards ends it
     * @param until when it is fresh no more, in nanoseconds of the cache's clock
     * @param bytes the payload's length
     */
    NearEntry(
            EntryView<T> entry,
            Usable<T> usable,
            Cached<T> served,
            Cell[] bears,
            News.Moment asked,
            long until,
            int bytes) {
        this.terms = entry.terms();
        this.form = entry.form();
        this.token = usable.metadata().fill();
        this.since = usable.since();
        this.served = served;
        this.bears = bears;
        this.flushes = asked.flushes();
        this.until = until;
        this.weight =
                (int) Math.min(Integer.MAX_VALUE, (long) bytes + terms.entry().length() + OVERHEAD);
        this.judgedBy = terms.policies();
    }

    Terms terms() {
        return terms;
    }

    /** What one caller gets: the same object each time, unless the form hands out others; null if it fails to. */
    @Nullable
    Cached<T> handedOut() {
        return handedOut(served, form);
    }

    /** What it is, as all share it. */
    @Nullable
    T shared() {
        return served.value();
    }

    /** Of the computation that stored it. */
    String token() {
        return token;
    }

    /** When it was stored, in nanoseconds of the cache's clock. */
    long since() {
        return since;
    }

    /** What somebody gets of a value that others have too; null if the form fails to hand it out. */
    @SuppressWarnings("ReferenceEquality") // the codec's default
    static <T> @Nullable Cached<T> handedOut(Cached<T> shared, Form<T> form) {
        T value = shared.value();
        if (value == null) {
            return shared;
        }
        try {
            T handed = form.handOut(value);
            return handed == value ? shared : new Cached<>(handed, true);
        } catch (RuntimeException e) {
            log.warn("A value of type {} cannot be handed out: Redis is asked each time", form.type(), e);
            return null;
        }
    }

    int weight() {
        return weight;
    }

    /** Whether it is a value of that key, tags included, and of that type. */
    @SuppressWarnings("ReferenceEquality") // mostly it is the very same; asked at each hit
    boolean isOf(CacheKey key, Type wanted) {
        return (form.type() == wanted || form.type().equals(wanted))
                && terms.key().isSameAs(key);
    }

    /** Whether these very policies have been found to allow it. */
    @SuppressWarnings("ReferenceEquality") // there is one object until there are other policies; asked at each hit
    boolean isJudgedBy(PolicySet policies) {
        return judgedBy == policies;
    }

    /** These policies mean the same for it as those that it was kept under. */
    void judge(PolicySet policies) {
        judgedBy = policies;
    }

    /**
     * Whether it is fresh, and nothing has been heard that makes it old.
     *
     * @param flushed how often anything may have changed
     */
    boolean isGood(long now, long flushed) {
        if (flushes != flushed || now - until >= 0) {
            return false;
        }
        for (Cell cell : bears) {
            if (!cell.isKnown()) {
                return false;
            }
        }
        return true;
    }
}
