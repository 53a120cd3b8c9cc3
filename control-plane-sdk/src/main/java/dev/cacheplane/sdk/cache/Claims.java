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

    /** What somebody looks for. */
    enum Purpose {
        /** A value to serve, or the right to compute it. */
        SERVE,
        /** The right to compute a value anew: something stale does not satisfy. */
        RENEW
    }

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
    private record Search<T>(EntryView<T> entry, Purpose purpose, List<String> generations, Budget budget) {}

    /**
     * Never waits for another, and never throws: out of reach is {@link Claim.Unstored}.
     *
     * @param tagging whether the computation may name tags that are not known yet
     */
    <T> Claim<T> claim(EntryView<T> entry, Purpose purpose, boolean tagging, Budget budget) {
        List<String> generations = entry.terms().generations();
        if (tagging) {
            generations = new ArrayList<>(generations);
            generations.add(names.clock());
        }
        Search<T> search = new Search<>(entry, purpose, generations, budget);
        try {
            Claim<T> claim = misses.areLikely() && purpose == Purpose.SERVE ? take(search) : null;
            for (boolean afresh = false; claim == null; afresh = true) {
                claim = look(search, afresh);
            }
            return claim;
        } catch (StoreUnavailableException e) {
            return new Claim.Unstored<>();
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
        EntryView<T> entry = search.entry();
        News.Moment asked = news.moment(entry.key());
        News.Question question = news.ask(search.generations(), afresh);
        Reading reading = search.budget().spend(within -> store.read(entry.key(), question.unknown(), within));
        Map<String, Generation> now = question.answered(reading.generations());

        Stored stored = reading.entry();
        misses.count(stored.payload() == null);
        Usable<T> usable = usable(search, stored, now);
        if (usable != null && serves(usable, search.purpose()) && !isRenewedEarly(usable, entry)) {
            near.keep(entry, usable, stored, asked);
            return new Claim.Found<>(usable.value(), usable.standing());
        }
        if (!now.keySet().containsAll(search.generations())) {
            return new Claim.Unstored<>(); // the store has no room for them
        }
        Claim.Found<T> fallback = usable == null ? null : new Claim.Found<>(usable.value(), usable.standing());
        return acquired(search, question, stored.metadata(), fallback);
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
        if (fallback != null && fallback.standing() == Standing.FRESH) {
            return fallback;
        }
        if (acquisition instanceof Acquisition.Held held) {
            return new Claim.Busy<>(held.expiresIn(), held.failed(), fallback);
        }
        if (acquisition instanceof Acquisition.Changed changed) {
            misses.count(false);
            Usable<T> other = usable(search, changed.stored(), question.answered(changed.generations()));
            if (other == null || !serves(other, search.purpose())) {
                return null;
            }
            near.keep(search.entry(), other, changed.stored(), asked);
            return new Claim.Found<>(other.value(), other.standing());
        }
        return new Claim.Unstored<>();
    }

    private static boolean serves(Usable<?> usable, Purpose purpose) {
        return usable.standing() == Standing.FRESH || (usable.standing() == Standing.STALE && purpose == Purpose.SERVE);
    }

    /** Where a policy has a stale window nobody need wait at the end of the fresh time. */
    private boolean isRenewedEarly(Usable<?> usable, EntryView<?> entry) {
        return usable.standing() == Standing.FRESH
                && entry.terms().policy().staleWhileRevalidate().isZero()
                && EarlyRefresh.isDue(usable.left(), usable.took(), random);
    }

    /** What is stored, if it is good for anything; asks for the generations that it bears and nobody has asked for yet. */
    private <T> @Nullable Usable<T> usable(Search<T> search, Stored stored, Map<String, Generation> known) {
        EntryView<T> entry = search.entry();
        Optional<Metadata> metadata = entry.metadataOf(stored);
        if (metadata.isEmpty()) {
            return null;
        }
        Set<String> borne = metadata.get().generations().keySet();
        Map<String, Generation> now = known;
        if (!known.keySet().containsAll(borne)) {
            List<String> more =
                    borne.stream().filter(name -> !known.containsKey(name)).toList();
            News.Question question = news.ask(more, false);
            Map<String, Generation> answer = question.unknown().isEmpty()
                    ? Map.of()
                    : search.budget().spend(within -> store.generations(question.unknown(), within));
            now = new HashMap<>(known);
            now.putAll(question.answered(answer));
        }
        return entry.usable(stored, metadata.get(), now).orElse(null);
    }
}
