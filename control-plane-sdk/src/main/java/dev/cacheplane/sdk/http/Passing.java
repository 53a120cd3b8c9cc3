package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.servlet.AlteredRequest;
import dev.cacheplane.sdk.http.internal.servlet.FieldSink;
import dev.cacheplane.sdk.http.internal.servlet.HeadWatch;
import dev.cacheplane.sdk.http.internal.servlet.RequestChanges;
import dev.cacheplane.sdk.http.internal.servlet.Verdict;
import dev.cacheplane.sdk.http.internal.servlet.WatchedResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that goes by the cache. What it changes is taken out when its response has a head, before its client hears of it. An asynchronous handler may end on another thread. */
final class Passing implements HeadWatch {
    private static final String ATTRIBUTE = Passing.class.getName();

    private final Cache cache;
    private final HttpServletRequest request;
    private final CachePolicy policy;
    private final PolicySet policies;
    private final WatchedResponse watched;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param policy of the request
     * @param hidden fields of the response, in lower case, that the client does not see
     */
    Passing(
            Cache cache,
            HttpServletRequest request,
            HttpServletResponse response,
            CachePolicy policy,
            PolicySet policies,
            Set<String> hidden) {
        this.cache = cache;
        this.request = request;
        this.policy = policy;
        this.policies = policies;
        this.watched = new WatchedResponse(response, hidden, this);
    }

    void run(FilterChain chain) throws IOException, ServletException {
        RequestChanges changes = RequestChanges.NONE.withholding(OwnFields.and(Set.of()));
        request.setAttribute(ATTRIBUTE, this);
        pass(new AlteredRequest(request, watched, changes, this::end), watched, chain);
    }

    /** The one whose request comes through the filter again, dispatched from an asynchronous cycle; null if it is none. */
    static @Nullable Passing dispatched(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ASYNC
                        && request.getAttribute(ATTRIBUTE) instanceof Passing passing
                ? passing
                : null;
    }

    void pass(ServletRequest asked, ServletResponse answer, FilterChain chain) throws IOException, ServletException {
        chain.doFilter(asked, answer);
        if (asked.isAsyncStarted()) {
            asked.getAsyncContext().addListener(new AsyncEnd(broken -> {
                if (!broken) {
                    end(); // after a dispatch of which the filter was not told
                }
            }));
        } else {
            end();
        }
    }

    private void end() {
        if (!done.getAndSet(true)) {
            watched.end();
        }
    }

    @Override
    public Verdict head(int status, Fields fields, FieldSink add) {
        List<Target> targets = Changes.of(request, policy, policies, cache, status, fields);
        if (!targets.isEmpty()) {
            cache.invalidate(targets.toArray(Target[]::new));
        }
        return Verdict.PASS;
    }
}
