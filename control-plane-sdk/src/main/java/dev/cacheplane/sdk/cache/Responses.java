package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole responses, kept under the same leases, flights, generations and near cache as values. For the filter, which gets one from {@link Cache#responses}; services have {@link Cache#getOrLoad}. Three
 * things differ from values: whether something stored serves is for each request to say; who asked makes the new one itself, and may end on another thread; and beside the body stands a head.
 *
 * <p>Nothing is thrown because of Redis, nor waited for longer than {@link CacheSettings#redisBudget()} altogether. A value of the facade's is never replaced by a response: the handler
 * that uses the facade has taken the matter over. Thread-safe.
 *
 * @param <T> a response, ready to be served; shared, so treat it as immutable
 */
public final class Responses<T> {
    /** How many responses one key may have besides its own, see {@link #slot}. */
    public static final int SLOTS = 32;

    private static final Logger log = LoggerFactory.getLogger(Responses.class);

    private final Form<T> form;
    private final GenerationNames names;
    private final Rules rules;
    private final Near near;
    private final Updates updates;
    private final Workshop shop;
    private final Passes passes;

    Responses(Form<T> form, GenerationNames names, Rules rules, Near near, Updates updates, Workshop shop) {
        this.form = form;
        this.names = names;
        this.rules = rules;
        this.near = near;
        this.updates = updates;
        this.shop = shop;
        this.passes = new Passes(shop.nanoClock());
    }

    /** A response that is stored, at the moment it was found. */
    public static final class Held<T> {
        private final T response;
        private final String token;
        private final long age;
        private final boolean stale;
        private final boolean near;

        Held(T response, String token, long age, boolean stale, boolean near) {
            this.response = response;
            this.token = token;
            this.age = age;
            this.stale = stale;
            this.near = near;
        }

        public T response() {
            return response;
        }

        /** How long ago it was stored, by Redis' countdown and elapsed time; never negative. */
        public Duration age() {
            return Duration.ofNanos(Math.max(0, age));
        }

        /** Whether its fresh time is over, or something has invalidated it softly. */
        public boolean stale() {
            return stale;
        }

        /** No two stored responses have the same. */
        public String token() {
            return token;
        }

        /** Whether this process had it in its own memory. */
        public boolean near() {
            return near;
        }
    }

    /** What a request is to do. */
    public sealed interface Seat<T> {
        /**
         * Serve this, by the request's own judgement.
         *
         * @param collapsed whether it has waited for another's computation
         */
        record Found<T>(Held<T> held, boolean collapsed) implements Seat<T> {}

        /**
         * Make a new one, and end the attempt, once, on any thread.
         *
         * @param there what is stored, which does not serve or is soon to be renewed; null for nothing
         */
        record Leads<T>(Attempt<T> attempt, @Nullable Held<T> there) implements Seat<T> {}

        /**
         * Make one for this request alone, which is not stored: caching is off, Redis is away or was waited for long enough, another makes one and it may not or need not be waited for, or a
         * value of the facade's is there.
         *
         * @param there as for {@link Leads}
         */
        record Alone<T>(@Nullable Held<T> there) implements Seat<T> {}
    }

    /**
     * Finds a response, or has this request make one. If another request makes one, in this process or another, it is waited for, for {@link CacheSettings#maxWait()} at most; what it
     * comes to serves this request only if it says so. Who is not served by what it has waited for looks once more, and does not wait again.
     *
     * @param serves the request's judgement of what is stored; asked on the calling thread, perhaps several times. Where the policy has no stale window, one who would be served is now and then
     *     asked to make a new one shortly before the end
     * @param waits whether it may wait for another's computation
     */
    public Seat<T> find(CacheKey key, Predicate<Held<T>> serves, boolean waits) {
        NearEntry<T> entry = nearby(key);
        Held<T> here = entry == null ? null : held(entry);
        if (entry != null && here != null && serves.test(here)) {
            near.tell(entry);
            return new Seat.Found<>(here, false);
        }
        Terms terms = rules.terms(key);
        return isOff(terms) ? new Seat.Alone<>(null) : new Seeking<>(shop, passes, view(terms), serves, waits).seat();
    }

    /** What is stored, whatever it is good for; null if nothing is, or Redis is away. Nobody is told, and no lease is asked for. */
    public @Nullable Held<T> look(CacheKey key) {
        NearEntry<T> entry = nearby(key);
        Held<T> here = entry == null ? null : held(entry);
        if (here != null) {
            return here;
        }
        Terms terms = rules.terms(key);
        Usable<T> usable = isOff(terms) ? null : shop.claims().glance(view(terms), shop.budget());
        return usable == null ? null : Kept.of(usable).at(shop.now());
    }

    /**
     * The key of one of several responses to a key's requests: {@code cache:{service}:/products#v7}. It has the same path, method and tags. An invalidation of the key itself does not take it
     * out; one of the endpoint, of the service, of a tag or by pattern does.
     *
     * @param slot 0 to 31
     */
    public CacheKey slot(CacheKey key, int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("A slot is 0 to " + (SLOTS - 1) + "; not " + slot);
        }
        return key.slot(slot);
    }

    /**
     * Runs work in a bounded pool, one at a time for a key, as stale values are renewed. What finds no place is left out.
     *
     * @param work what it throws is a line in the log
     */
    public void behind(CacheKey key, Runnable work) {
        String name = rules.terms(key).entry();
        shop.refreshes().begin(name, () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.warn("not renewed: {}", Printable.of(name), e);
            }
            return Duration.ZERO;
        });
    }

    private @Nullable NearEntry<T> nearby(CacheKey key) {
        NearEntry<T> entry = near.find(key, form.type());
        return entry == null || updates.isWriting(entry.terms().entry()) ? null : entry;
    }

    private @Nullable Held<T> held(NearEntry<T> entry) {
        T response = entry.shared();
        return response == null ? null : new Held<>(response, entry.token(), shop.now() - entry.since(), false, true);
    }

    private boolean isOff(Terms terms) {
        return !terms.policy().shouldCache() || updates.isWriting(terms.entry());
    }

    private EntryView<T> view(Terms terms) {
        return new EntryView<>(terms, form, names);
    }

    /**
     * The right to store one response, and the duty to say what has become of it: one of these, once, on any thread; what is said later has no effect. Until then others wait. One that is
     * not ended within {@link CacheSettings#computeLimit()} is given up; nothing is interrupted. Thread-safe.
     */
    public static final class Attempt<T> {
        private final Making<T> making;

        Attempt(Making<T> making) {
            this.making = making;
        }

        /**
         * Stores it, and gives it to those in this process who wait, unless something has invalidated it meanwhile.
         *
         * @param fresh for how long it is fresh, which the policy's jitter may shorten; zero for never
         * @param keep for how long it is there; at least {@code fresh}
         * @param tags of its own, beside those of the key and the policy; with one that is no tag nothing is stored
         * @return whether it is stored; {@code false} if something has invalidated it meanwhile, it took too long, is too large or cannot be written, or Redis is away
         */
        public boolean store(T response, Duration fresh, Duration keep, Collection<String> tags) {
            return making.store(response, fresh, keep, tags);
        }

        /**
         * Stores nothing. Who waits in this process makes one for itself, at once.
         *
         * @param pause for how long nobody in this process waits for another's response to this key, nor asks for the right to store one; zero for not at all
         */
        public void pass(Duration pause) {
            making.pass(pause);
        }

        /** As {@link #pass} without a pause, and as if it had not been asked for: nobody is told of a miss. For a handler that stores a value of its own. */
        public void withdraw() {
            making.withdraw();
        }

        /** There is none, for a reason that lies in this request alone. Those who wait look again, and one of them makes it. */
        public void abandon() {
            making.abandon();
        }

        /** There is none. Of those who wait one tries again. Where something was stored, nobody tries for a second who has it. */
        public void fail() {
            making.fail();
        }

        /** It goes on without the thread that asked for it, which may serve other requests meanwhile: they wait like any others. */
        public void leave() {
            making.leave();
        }
    }
}
