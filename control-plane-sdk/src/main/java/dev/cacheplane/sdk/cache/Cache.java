package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheListener;
import dev.cacheplane.sdk.policy.PolicySource;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Watch;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache of one service, shared by its instances through Redis. Safe for any number of threads, virtual ones too; blocking.
 *
 * <p><b>What is cached</b> is asked of the policies at every call: switched off, a call is its loader and nothing else.
 *
 * <p><b>One computation.</b> Of all callers that miss the same key, in all processes, one computes; the others wait for it, or are served something stale where the policy allows it.
 *
 * <p><b>Nothing stale unasked.</b> After {@link #invalidate} returns, no later reader in this process sees the old value; in others none after Redis' report of it has arrived, at most the
 * {@linkplain CacheSettings#bound() bound} later. A computation that began before an invalidation is not stored after it.
 *
 * <p><b>Redis away or slow:</b> no exception reaches the caller, and no call waits for Redis longer than {@link CacheSettings#redisBudget()}. Loaders
 * compute, invalidations are journalled, and within about a second of Redis' return it is used again.
 */
public final class Cache implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cache.class);

    private final KeySpace keys;
    private final GenerationNames names;
    private final Rules rules;
    private final Watch watch;
    private final Near near;
    private final Workshop shop;
    private final Values values;
    private final Invalidations invalidations;
    private final Updates updates;
    private final CacheStore store;
    private final Warmings warmings = new Warmings();

    /**
     * @param policies of that service; left open by {@link #close()}
     * @param store left open by {@link #close()} as well
     * @param listeners told of what the cache does
     * @param nanoClock elapsed time in nanoseconds: {@code System::nanoTime}
     */
    public Cache(
            ServiceName service,
            PolicySource policies,
            CacheStore store,
            Codec codec,
            CacheSettings settings,
            List<CacheListener> listeners,
            LongSupplier nanoClock) {
        Events events = new Events(listeners);
        this.store = store;
        this.keys = new KeySpace(service, settings.namespaces());
        this.names = new GenerationNames(service);
        Flights flights = new Flights(settings.bound(), nanoClock);
        NearEntries kept = new NearEntries(settings.nearBytes());
        News news = new News(
                names,
                flights,
                kept,
                keys.watched(names),
                "beat:{" + service.value() + "}:" + UUID.randomUUID(),
                settings.bound(),
                nanoClock);
        this.rules = new Rules(policies, keys, names, news);
        Random random = new Random();
        this.near = new Near(kept, rules, news, store, events, random, nanoClock);
        this.shop = Workshop.open(store, names, news, near, flights, settings, events, random, nanoClock);
        this.invalidations = new Invalidations(store, keys, names, news, settings, events, shop::budget, nanoClock);
        this.updates = new Updates(store, invalidations, news, shop.renewals(), settings, shop::budget, nanoClock);
        this.values = new Values(codec, names, rules, near, updates, new Engine(shop), events);
        store.whenOpenedOrClosed(open -> events.tell(() -> new CacheEvent.BreakerChanged(!open)));
        this.watch = store.watch(news);
        news.follow(watch);
    }

    /**
     * The key of a path without a query: {@code cache:{service}:/products}.
     *
     * @throws dev.cacheplane.policy.InvalidPathException if it is no canonical path
     */
    public CacheKey key(String path) {
        return key("GET", EndpointPath.parse(path), "", "");
    }

    /**
     * The key of a path with a query: {@code cache:{service}:/products?page=2}. Over 512 bytes a digest replaces the end.
     *
     * @param query in canonical form, so that equal requests have equal keys; empty for none
     * @throws IllegalArgumentException if the query is not percent-encoded
     */
    public CacheKey key(EndpointPath path, String query) {
        return key("GET", path, query, "");
    }

    /**
     * The key of a request that differs from others by more than path and query: {@code cache:{service}:/products?page=2#0f3c…}.
     *
     * @param method whose policy governs it
     * @param query in canonical form; empty for none
     * @param variant of lower-case hexadecimal digits, a digest of whatever else tells the request from others; empty for nothing
     * @throws IllegalArgumentException if the query is not percent-encoded, or the variant is not hexadecimal
     */
    public CacheKey key(String method, EndpointPath path, String query, String variant) {
        return keys.key(method, path, query, variant);
    }

    /**
     * A key of the service's own making, such as {@code analytics:sales:{"region":"eu"}}. What comes from clients must be written so that two
     * different requests never make the same name; JSON is. Over 512 bytes a digest replaces the end.
     *
     * @param name begins with one of {@link CacheSettings#namespaces()} and a colon
     * @param governedBy the path whose policy governs it
     * @throws IllegalArgumentException if the name is in none of the namespaces
     */
    public CacheKey own(String name, String governedBy) {
        return keys.own(name, EndpointPath.parse(governedBy));
    }

    /** As {@link #getOrLoad(CacheKey, TypeOf, Loader)}, for a type without type arguments. */
    public <T, X extends Exception> Cached<T> getOrLoad(CacheKey key, Class<T> type, Loader<T, X> loader) throws X {
        Cached<T> here = values.near(key, type);
        return here != null ? here : values.load(key, TypeOf.of(type), Computing.by(loader));
    }

    /**
     * The entry's value, or what the loader computes, which is then stored for the policy's TTL. Who has computed does not wait until Redis has it: the next caller does, if need be. A value that this process keeps in its own memory is one object for all who get it: treat it as
     * immutable, or have {@link Codec#handOut} copy it.
     *
     * @param type of the value; an entry that cannot be read as it is computed anew and replaced
     * @throws X what the loader throws, unchanged; callers that have joined its computation get the same
     */
    public <T, X extends Exception> Cached<T> getOrLoad(CacheKey key, TypeOf<T> type, Loader<T, X> loader) throws X {
        Cached<T> here = values.near(key, type.type());
        return here != null ? here : values.load(key, type, Computing.by(loader));
    }

    /** As {@link #getOrLoad(CacheKey, TypeOf, Loader)}, for a loader that gives its value tags of its own. */
    public <T, X extends Exception> Cached<T> getOrLoad(CacheKey key, TypeOf<T> type, TaggingLoader<T, X> loader)
            throws X {
        Cached<T> here = values.near(key, type.type());
        return here != null ? here : values.load(key, type, Computing.by(loader));
    }

    /** As {@link #get(CacheKey, TypeOf)}, for a type without type arguments. */
    public <T> Lookup<T> get(CacheKey key, Class<T> type) {
        return get(key, TypeOf.of(type));
    }

    /**
     * The entry's value, or a ticket to store it with. Does not wait for another's computation. Where the policy allows something stale, one caller gets the ticket and
     * the others the stale value, until the one has put a new one. As of {@link #getOrLoad(CacheKey, TypeOf, Loader)}, the value may be others' too: treat it as immutable.
     */
    public <T> Lookup<T> get(CacheKey key, TypeOf<T> type) {
        return values.get(key, type);
    }

    /**
     * Stores a value that was computed after the {@link #get} that gave the ticket.
     *
     * @param value null for "there is none", see {@link Loader}
     * @return whether it is stored; {@code false} if the ticket is void, used or expired, the value is larger than the policy allows, cannot be written or is none where none is kept, or Redis is
     *     out of reach or has no room. Nobody waits for it any more either way
     */
    public <T> boolean put(Ticket<T> ticket, @Nullable T value) {
        return values.put(ticket, value);
    }

    /**
     * Takes entries out for good, whether caching is switched on or not. Call it after the database has the new value, and before anybody is told. Where the process
     * may die in between, use {@link #update}.
     */
    public Invalidation invalidate(Target... targets) {
        return invalidations.carryOut(rules.purges(targets, false));
    }

    /**
     * Makes entries stale: where the policy has a stale window they are served within it, while new values are made; elsewhere it is as {@link #invalidate}. Running
     * computations are not stored either.
     */
    public Invalidation invalidateSoftly(Target... targets) {
        return invalidations.carryOut(rules.purges(targets, true));
    }

    /**
     * Runs a write with the entries it concerns barred, and invalidates them. Until it returns nobody, in no process, can store anything for them; readers wait, or compute. So a
     * process that dies after its commit leaves nothing stale. Whether the write returns or throws, the entries are taken out. The end of another update or invalidation of the same key takes the bar
     * away as well: from then on others may store what the write makes outdated, which is taken out at its end.
     *
     * @param keys whose entries the write makes outdated
     * @throws X what the write throws, unchanged
     */
    public <T, X extends Exception> Updated<T> update(Collection<CacheKey> keys, Write<T, X> write) throws X {
        return updates.update(
                keys.stream()
                        .flatMap(rules::versionsOf)
                        .distinct()
                        .map(entry -> new Purge.Entry(entry, false))
                        .toList(),
                write);
    }

    /**
     * Takes out the entries whose keys match, and says how many there were. Walks through all of Redis' keys: for operators and for rare events.
     *
     * @param glob Redis' pattern, beginning with {@code cache:{service}:} or one of the service's namespaces, perhaps behind a version ({@code v2:}, {@code v*:})
     * @throws IllegalArgumentException if it could reach keys of others
     */
    public Cleared clear(String glob) {
        return invalidations.clear(keys.matching(glob), glob);
    }

    /**
     * Loads entries before anybody asks for them, in threads of its own, as {@link #getOrLoad} does: what is there is left, and with several instances each key is loaded by one. An entry that is
     * stale but may be served is there too; it is made anew behind, as for any reader.
     *
     * @param loaderOf gives the loader of a key when its turn comes
     * @param atOnce how many keys at a time, 1 or more
     */
    public <T> Warming warm(
            Collection<CacheKey> keys, TypeOf<T> type, Function<CacheKey, Loader<T, ?>> loaderOf, int atOnce) {
        return warmings.begin(
                keys,
                atOnce,
                (key, closed) -> store.isOpen() && rules.terms(key).policy().shouldCache()
                        ? Warmings.warm(this, key, type, loaderOf, closed)
                        : Warming.Outcome.SKIPPED);
    }

    /**
     * Whole responses, under the same leases and generations as values, and in the same near cache: for the filter.
     *
     * @param form how they are written and read
     */
    public <T> Responses<T> responses(ResponseForm<T> form) {
        return new Responses<>(new StoredForm<>(form), names, rules, near, updates, shop);
    }

    /** Ends warming, and gives back the leases of running computations; what they compute is not stored, what is on its way to Redis is waited for. The policies and the store are left open. */
    @Override
    public void close() {
        warmings.close();
        shop.close();
        watch.close();
    }

    static void logHit(Terms terms) {
        if (log.isInfoEnabled()) {
            log.info("cache hit: {}", Printable.of(terms.entry()));
        }
    }
}
