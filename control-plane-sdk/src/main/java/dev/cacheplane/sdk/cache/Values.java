package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.event.CacheEvent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The facade's values: looks near, asks the policy, and goes by the engine. Thread-safe. */
final class Values {
    private final Codec codec;
    private final GenerationNames names;
    private final Rules rules;
    private final Near near;
    private final Updates updates;
    private final Engine engine;
    private final Events events;

    Values(Codec codec, GenerationNames names, Rules rules, Near near, Updates updates, Engine engine, Events events) {
        this.codec = codec;
        this.names = names;
        this.rules = rules;
        this.near = near;
        this.updates = updates;
        this.engine = engine;
        this.events = events;
    }

    /** What this process has in its own memory, if it may be served now; null if not. Makes no object, unless the codec does. */
    <T> @Nullable Cached<T> near(CacheKey key, Type type) {
        NearEntry<T> entry = near.find(key, type);
        return entry == null || updates.isWriting(entry.terms().entry()) ? null : near.served(entry);
    }

    /** As {@link Cache#getOrLoad}, of what is not near. */
    <T, X extends Exception> Cached<T> load(CacheKey key, TypeOf<T> type, Computing<T, X> computing) throws X {
        Terms terms = rules.terms(key);
        if (!terms.policy().shouldCache() || updates.isWriting(terms.entry())) {
            return new Cached<>(computing.load(new Tags()), false);
        }
        Cached<T> result = engine.getOrLoad(view(terms, type), computing);
        if (result.cached()) {
            Cache.logHit(terms);
        }
        return result;
    }

    /** As {@link Cache#get}. */
    <T> Lookup<T> get(CacheKey key, TypeOf<T> type) {
        Cached<T> here = near(key, type.type());
        if (here != null) {
            return new Lookup.Hit<>(here.value());
        }
        Terms terms = rules.terms(key);
        EntryView<T> entry = view(terms, type);
        Claim<T> claim = terms.policy().shouldCache() ? engine.claim(entry) : new Claim.Unstored<>();
        if (claim instanceof Claim.Busy<T> busy
                && busy.fallback() != null
                && busy.fallback().standing() == Standing.STALE) {
            claim = busy.fallback();
        }
        if (claim instanceof Claim.Found<T> found) {
            events.tellServed(terms, found.standing());
            Cache.logHit(terms);
            return new Lookup.Hit<>(found.value());
        }
        if (terms.policy().shouldCache()) {
            events.tell(terms, CacheEvent.Miss::new);
        }
        return new Lookup.Miss<>(
                claim instanceof Claim.Mine<T> mine ? new Ticket<>(entry, mine.lease()) : Ticket.ofNothing());
    }

    /** As {@link Cache#put}. */
    <T> boolean put(Ticket<T> ticket, @Nullable T value) {
        EntryView<T> entry = ticket.entry();
        Lease lease = ticket.lease();
        return entry != null && lease != null && engine.fill(entry, lease, value);
    }

    private <T> EntryView<T> view(Terms terms, TypeOf<T> type) {
        return new EntryView<>(terms, new ValueForm<>(type, codec), names);
    }
}
