package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Responses;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.http.Places.Place;
import dev.cacheplane.sdk.http.internal.fields.CacheStatus;
import dev.cacheplane.sdk.http.internal.fields.Forward;
import dev.cacheplane.sdk.http.internal.fields.HitStatus;
import dev.cacheplane.sdk.http.internal.rfc9111.Reuse;
import dev.cacheplane.sdk.http.internal.servlet.HeadWatch;
import dev.cacheplane.sdk.http.internal.servlet.RequestChanges;
import dev.cacheplane.sdk.http.internal.servlet.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shared HTTP cache in front of one service's handlers (RFC 9111): answers from what is stored, and has the handler asked where that does not serve, once per cluster.
 *
 * <p>What is stored is judged for each request by the pure decisions of {@code http.internal.rfc9111}; leases, flights, invalidations and the near cache are {@link Responses}'. Safe for any number
 * of threads. With Redis away each request is its handler's.
 */
final class HttpCache {
    private static final Logger log = LoggerFactory.getLogger(HttpCache.class);

    /** Why caching is off, and not for the request alone. */
    private static final Set<Bypass> OFF = Set.of(Bypass.DISABLED, Bypass.LOSS, Bypass.POLICY);

    private final Cache cache;
    private final HttpCacheSettings settings;
    private final Responses<Kept> responses;
    private final Places places;
    private final Loopback loopback;
    /** Endpoints whose handlers see to their caching themselves, by the last request: their responses need not be looked for. */
    private final Noted takers = new Noted();
    /** Keys whose responses to requests with credentials have not been for others: nobody asks for the right to store one. */
    private final Noted personal = new Noted();

    private final Answers answers;
    private final HitStatus hits;
    private volatile boolean seesDispatches = true;

    HttpCache(Cache cache, HttpCacheSettings settings) {
        this.cache = cache;
        this.settings = settings;
        this.responses = cache.responses(new KeptForm());
        this.places = new Places(responses);
        this.loopback = new Loopback(settings.patience());
        this.answers = new Answers(settings.hidden());
        this.hits = new HitStatus(settings.name());
    }

    Cache cache() {
        return cache;
    }

    HttpCacheSettings settings() {
        return settings;
    }

    Answers answers() {
        return answers;
    }

    void noteTaken(String endpoint) {
        takers.add(endpoint, System.nanoTime());
    }

    void notePersonal(CacheKey key) {
        personal.add(key.name(), System.nanoTime());
    }

    /** Whether the filter is called for requests that an asynchronous handler dispatches, as far as is known. */
    boolean seesDispatches() {
        return seesDispatches;
    }

    /** It is not. What the handler says of a stored response then would go to the client: so it is not asked about any. */
    void missesDispatches() {
        if (seesDispatches) {
            seesDispatches = false;
            log.warn(
                    "An asynchronous request was completed without the filter: register it for dispatches of type ASYNC too."
                            + " Until then stored responses are not validated");
        }
    }

    /** Lets a request by that is none of the cache's; what it changes is taken out before its client hears of it. */
    void pass(
            CacheDecision.Passed passed,
            PolicySet policies,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        Forward why = passed.reason() == Bypass.METHOD ? Forward.METHOD : Forward.BYPASS;
        response.addHeader(Answers.CACHE_STATUS, forwarded(why, passed.reason().toString()));
        Set<String> hidden = OFF.contains(passed.reason()) ? Set.of() : settings.hidden();
        if (hidden.isEmpty() && !Changes.mayCome(request.getMethod()) && !OwnFields.areIn(request)) {
            chain.doFilter(request, response);
            return;
        }
        CachePolicy policy = passed.policy().policy();
        HeadWatch changing = (status, fields, add) -> {
            List<Target> targets = Changes.of(request, policy, policies, cache, status, fields);
            if (!targets.isEmpty()) {
                cache.invalidate(targets.toArray(Target[]::new));
            }
            return Verdict.PASS;
        };
        new Passing(request, response, hidden, changing).run(RequestChanges.NONE, chain);
    }

    private String forwarded(Forward why, String detail) {
        return CacheStatus.forwarded(settings.name(), why, OptionalInt.empty(), false, detail)
                .toString();
    }

    void answer(Incoming incoming) throws IOException, ServletException {
        if (!takers.isEmpty() && takers.contains(incoming.endpoint())) {
            leave(incoming);
        } else if (loopback.isOne(incoming.request())) {
            renew(incoming);
        } else {
            find(incoming);
        }
    }

    /** To a handler that sees to its caching itself, unless it no longer does. */
    private void leave(Incoming incoming) throws IOException, ServletException {
        incoming.exchange(cache).attachTo(incoming.request());
        AtomicBoolean taken = new AtomicBoolean();
        RequestChanges watching = RequestChanges.NONE.telling(CacheExchange.ATTRIBUTES, () -> taken.set(true));
        HeadWatch nothing = (status, fields, add) -> Verdict.PASS;
        new Passing(incoming.request(), incoming.response(), settings.hidden(), nothing)
                .run(watching, incoming.chain());
        if (!taken.get() && !incoming.request().isAsyncStarted()) {
            takers.remove(incoming.endpoint());
        }
    }

    /** A request that this process has sent itself: if another makes a new response already, there is nothing to do. */
    private void renew(Incoming incoming) throws IOException, ServletException {
        Place place = places.find(incoming.key(), incoming.judgement().forRenewal(), Search.LEAD);
        if (place.attempt() == null) {
            incoming.response().setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            ask(incoming, place, Forward.STALE);
        }
    }

    private void find(Incoming incoming) throws IOException, ServletException {
        Judgement judgement = incoming.judgement();
        boolean isForOne = judgement.personal()
                && personal.contains(incoming.key().name(), System.nanoTime(), Course.PASSES.toNanos());
        Place place = places.find(incoming.key(), judgement, isForOne ? Search.LOOK : judgement.search());
        Forward nothing = place.foundBy().isEmpty() ? Forward.URI_MISS : Forward.VARY_MISS;
        Held<Kept> there = place.there();
        Reuse reuse = judgement.of(there, nothing);
        if (place.attempt() != null) {
            ask(incoming, place, reuse instanceof Reuse.Ask ask ? ask.why() : Forward.STALE);
        } else if (reuse instanceof Reuse.Serve serve && there != null) {
            serve(incoming, place, there, serve);
        } else if (reuse instanceof Reuse.Ask ask) {
            boolean learns = judgement.isHead() && !judgement.personal() && there != null;
            ask(incoming, learns ? places.find(incoming.key(), judgement, Search.LEAD) : place, ask.why());
        } else {
            incoming.response().addHeader(Answers.CACHE_STATUS, forwarded(Forward.REQUEST, "only-if-cached"));
            incoming.response().sendError(HttpServletResponse.SC_GATEWAY_TIMEOUT);
        }
    }

    private void serve(Incoming incoming, Place place, Held<Kept> held, Reuse.Serve serve)
            throws IOException, ServletException {
        Loopback.Again again = serve.refresh() ? loopback.again(incoming.request()) : null;
        if (serve.refresh() && again == null) {
            Place anew = places.find(incoming.key(), incoming.judgement().forRenewal(), Search.LEAD);
            if (anew.attempt() != null) {
                ask(incoming, anew, Forward.STALE);
                return;
            }
        }
        String from = place.collapsed() ? "collapsed" : held.near() ? "near" : "redis";
        answers.send(incoming.response(), incoming.head(), held.response(), serve.age(), hits.of(serve.ttl(), from));
        if (again != null) {
            responses.behind(place.key(), () -> loopback.send(again));
        }
    }

    private void ask(Incoming incoming, Place place, Forward why) throws IOException, ServletException {
        new Asking(this, incoming, place, why).run();
    }
}
