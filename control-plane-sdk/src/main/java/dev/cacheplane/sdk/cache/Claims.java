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
        try {
            Claim<T> claim = null;
            for (boolean afresh = false; claim == null; afresh = true) {
                claim = look(entry, purpose, generations, afresh, budget);
            }
            return claim;
        } catch (StoreUnavailableException e) {
            return new Claim.Unstored<>();
        }
    }

    /**
     * One look; null if another entry has come meanwhile that does not serve either: it may bear newer generations than those that are known here.
     *
     * @param afresh whether the generations are asked for although they are known
     */
    private <T> @Nullable Claim<T> look(
            EntryView<T> entry, Purpose purpose, List<String> generations, boolean afresh, Budget budget) {
        News.Moment asked = news.moment(entry.key());
        News.Question question = news.ask(generations, afresh);
        Reading reading = budget.spend(within -> store.read(entry.key(), question.unknown(), within));
        Map<String, Generation> now = question.answered(reading.generations());

        Stored stored = reading.entry();
        Usable<T> usable = usable(entry, stored, now, budget);
        if (usable != null && serves(usable, purpose) && !isRenewedEarly(usable, entry)) {
            near.keep(entry, usable, stored, asked);
            return new Claim.Found<>(usable.value(), usable.standing());
        }
        if (!now.keySet().containsAll(generations)) {
            return new Claim.Unstored<>(); // the store has no room for them
        }
        Claim.Found<T> fallback = usable == null ? null : new Claim.Found<>(usable.value(), usable.standing());
        String token = tokens.next();
        List<String> remembered = generations.stream()
                .filter(name -> !question.unknown().contains(name))
                .toList();
        Acquisition acquisition =
                budget.spend(within -> store.acquire(entry.key(), token, lease, stored.metadata(), remembered, within));
        if (acquisition instanceof Acquisition.Taken taken) {
            return mine(entry, token, remembered, now, taken, fallback, budget);
        }
        if (fallback != null && fallback.standing() == Standing.FRESH) {
            return fallback;
        }
        if (acquisition instanceof Acquisition.Held held) {
            return new Claim.Busy<>(held.expiresIn(), held.failed(), fallback);
        }
        if (acquisition instanceof Acquisition.Changed changed) {
            Usable<T> other = usable(entry, changed.stored(), merged(now, changed.generations()), budget);
            if (other == null || !serves(other, purpose)) {
                return null;
            }
            near.keep(entry, other, changed.stored(), asked);
            return new Claim.Found<>(other.value(), other.standing());
        }
        return new Claim.Unstored<>();
    }

    /** What is remembered of generations may be older than what Redis has told this process; a computation is stored under what they are. */
    private <T> Claim<T> mine(
            EntryView<T> entry,
            String token,
            List<String> remembered,
            Map<String, Generation> now,
            Acquisition.Taken taken,
            Claim.@Nullable Found<T> fallback,
            Budget budget) {
        Map<String, Generation> captured = merged(now, taken.generations());
        Lease mine = new Lease(store, entry.key(), token, captured, nanoClock.getAsLong());
        if (!taken.generations().keySet().containsAll(remembered)) {
            mine.release(budget);
            return new Claim.Unstored<>(); // the store has no room for them
        }
        return new Claim.Mine<>(mine, fallback);
    }

    private static Map<String, Generation> merged(Map<String, Generation> before, Map<String, Generation> after) {
        Map<String, Generation> merged = new HashMap<>(before);
        merged.putAll(after);
        return merged;
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
    private <T> @Nullable Usable<T> usable(
            EntryView<T> entry, Stored stored, Map<String, Generation> known, Budget budget) {
        Optional<Metadata> metadata = entry.metadataOf(stored);
        if (metadata.isEmpty()) {
            return null;
        }
        List<String> more = metadata.get().generations().keySet().stream()
                .map(names::full)
                .filter(name -> !known.containsKey(name))
                .toList();
        Map<String, Generation> now = known;
        if (!more.isEmpty()) {
            News.Question question = news.ask(more, false);
            Map<String, Generation> answer = question.unknown().isEmpty()
                    ? Map.of()
                    : budget.spend(within -> store.generations(question.unknown(), within));
            now = new HashMap<>(known);
            now.putAll(question.answered(answer));
        }
        return entry.usable(stored, metadata.get(), now).orElse(null);
    }
}
