package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import dev.cacheplane.sdk.store.Acquisition;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.Reading;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import dev.cacheplane.sdk.store.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Looks at entries: reads one, and asks for its lease where it does not serve the purpose. */
final class Claims {
    private final CacheStore store;
    private final News news;
    private final Near near;
    private final GenerationNames names;
    private final Duration lease;
    private final Tokens tokens = new Tokens();
    private final Misses misses = new Misses();
    private final RandomGenerator random;
    private final LongSupplier nanoClock;

    Claims(
            CacheStore store,
            News news,
            Near near,
            GenerationNames names,
            Duration lease,
            RandomGenerator random,
            LongSupplier nanoClock) {
        this.store = store;
        this.news = news;
        this.near = near;
        this.names = names;
        this.lease = lease;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /**
     * What somebody looks for.
     *
     * @param generations that an entry must bear, and those that must be known before its computation begins
     */
    private record Search<T>(EntryView<T> entry, Purpose<T> purpose, List<String> generations, Budget budget) {
        boolean isServedBy(Usable<T> usable) {
            return purpose.serves().test(usable);
        }
    }

    /**
     * What the store has of an entry.
     *
     * @param question for the generations, answered
     * @param stored as it is there
     * @param usable null if it is good for nothing
     * @param taken whether it is something else, which is left alone
     */
    private record Sight<T>(
            News.Question question, Stored stored, @Nullable Usable<T> usable, boolean taken) {}

    /**
     * Never waits for another, and never throws: out of reach is {@link Claim.Unstored}.
     *
     * @param tagging whether the computation may name tags that are not known yet
     */
    <T> Claim<T> claim(EntryView<T> entry, Purpose<T> purpose, boolean tagging, Budget budget) {
        List<String> generations = entry.terms().generations();
        if (tagging) {
            generations = new ArrayList<>(generations);
            generations.add(names.clock());
        }
        Search<T> search = new Search<>(entry, purpose, generations, budget);
        try {
            Claim<T> claim = misses.areLikely() && purpose.blindly() ? take(search) : null;
            for (boolean afresh = false; claim == null; afresh = true) {
                claim = look(search, afresh);
            }
            return claim;
        } catch (StoreUnavailableException e) {
            return new Claim.Unstored<>();
        }
    }

    /** What is there, whatever it is good for, without asking for the lease; null if it is good for nothing, or the store is out of reach. */
    <T> @Nullable Usable<T> glance(EntryView<T> entry, Budget budget) {
        Search<T> search = new Search<>(entry, Purpose.serve(), entry.terms().generations(), budget);
        try {
            return seen(search, false).usable();
        } catch (StoreUnavailableException e) {
            return null;
        }
    }

    /** Asks for the lease without having looked, which saves the look if nothing is there; null if something is that does not serve. */
    private <T> @Nullable Claim<T> take(Search<T> search) {
        return acquired(search, news.ask(search.generations(), false), null, null);
    }

    /**
     * One look; null if another entry has come meanwhile that does not serve either: it may bear newer generations than those that are known here.
     *
     * @param afresh whether the generations are asked for although they are known
     */
    private <T> @Nullable Claim<T> look(Search<T> search, boolean afresh) {
        Sight<T> sight = seen(search, afresh);
        Usable<T> usable = sight.usable();
        if (usable != null && search.isServedBy(usable) && !isRenewedEarly(usable, search.entry())) {
            return new Claim.Found<>(usable);
        }
        if (sight.taken() || !sight.question().isAnsweredFor(search.generations())) {
            return new Claim.Unstored<>(); // the latter: the store has no room for them
        }
        Claim.Found<T> fallback = usable == null ? null : new Claim.Found<>(usable);
        return acquired(search, sight.question(), sight.stored().metadata(), fallback);
    }

    private <T> Sight<T> seen(Search<T> search, boolean afresh) {
        EntryView<T> entry = search.entry();
        News.Moment asked = news.moment(entry.key());
        News.Question question = news.ask(search.generations(), afresh);
        Reading reading = search.budget().spend(within -> store.read(entry.key(), question.unknown(), within));
        Map<String, Generation> now = question.answered(reading.generations());
        misses.count(reading.entry().payload() == null);
        return sight(search, question, reading.entry(), now, asked);
    }

    /** What of it is good for anything; that is kept near. */
    private <T> Sight<T> sight(
            Search<T> search, News.Question question, Stored stored, Map<String, Generation> now, News.Moment asked) {
        EntryView<T> entry = search.entry();
        Optional<Metadata> metadata = entry.metadataOf(stored);
        Metadata.Kind kind = metadata.map(Metadata::kind).orElse(entry.form().kind());
        if (metadata.isEmpty() || !entry.form().reads(kind)) {
            return new Sight<>(question, stored, null, entry.form().yieldsTo(kind));
        }
        Map<String, Generation> borne = present(search, metadata.get(), now);
        Usable<T> usable =
                entry.usable(stored, metadata.get(), borne, asked.asked()).orElse(null);
        if (usable != null) {
            near.keep(entry, usable, stored, asked);
        }
        return new Sight<>(question, stored, usable, false);
    }

    /**
     * Asks for the lease; null as for {@link #look}.
     *
     * @param question for the generations: what is still unknown is asked for together with the lease
     * @param seen the metadata of the entry that does not serve; null if none has been seen
     */
    private <T> @Nullable Claim<T> acquired(
            Search<T> search, News.Question question, byte @Nullable [] seen, Claim.@Nullable Found<T> fallback) {
        String key = search.entry().key();
        String token = tokens.next();
        News.Moment asked = news.moment(key);
        Acquisition acquisition =
                search.budget().spend(within -> store.acquire(key, token, lease, seen, question.unknown(), within));
        if (acquisition instanceof Acquisition.Taken taken) {
            Map<String, Generation> captured = question.answered(taken.generations());
            Lease mine = new Lease(store, key, token, captured, nanoClock.getAsLong());
            if (captured.keySet().containsAll(search.generations())) {
                return new Claim.Mine<>(mine, fallback);
            }
            mine.release(search.budget());
            return new Claim.Unstored<>(); // the store has no room for them
        }
        if (fallback != null && search.isServedBy(fallback.usable())) {
            return fallback;
        }
        if (acquisition instanceof Acquisition.Held held) {
            return new Claim.Busy<>(held.expiresIn(), held.failed(), fallback);
        }
        if (acquisition instanceof Acquisition.Changed changed) {
            misses.count(false);
            Map<String, Generation> now = question.answered(changed.generations());
            Usable<T> other =
                    sight(search, question, changed.stored(), now, asked).usable();
            return other == null || !search.isServedBy(other) ? null : new Claim.Found<>(other);
        }
        return new Claim.Unstored<>();
    }

    /** Where a policy has a stale window nobody need wait at the end of the fresh time. */
    private boolean isRenewedEarly(Usable<?> usable, EntryView<?> entry) {
        return usable.standing() == Standing.FRESH
                && entry.terms().policy().staleWhileRevalidate().isZero()
                && EarlyRefresh.isDue(usable.left(), usable.took(), random);
    }

    /** The present values of the generations that an entry bears; asks for those that nobody has asked for yet. */
    private Map<String, Generation> present(Search<?> search, Metadata metadata, Map<String, Generation> known) {
        Set<String> borne = metadata.generations().keySet();
        if (known.keySet().containsAll(borne)) {
            return known;
        }
        List<String> more =
                borne.stream().filter(name -> !known.containsKey(name)).toList();
        News.Question question = news.ask(more, false);
        Map<String, Generation> answer = question.unknown().isEmpty()
                ? Map.of()
                : search.budget().spend(within -> store.generations(question.unknown(), within));
        Map<String, Generation> now = new HashMap<>(known);
        now.putAll(question.answered(answer));
        return now;
    }
}
