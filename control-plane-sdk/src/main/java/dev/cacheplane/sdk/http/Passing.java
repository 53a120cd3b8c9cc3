package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.servlet.AlteredRequest;
import dev.cacheplane.sdk.http.internal.servlet.HeadWatch;
import dev.cacheplane.sdk.http.internal.servlet.RequestChanges;
import dev.cacheplane.sdk.http.internal.servlet.WatchedResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request that goes by the cache, and what it and its response have that is not for the handler, or not for the client. An asynchronous handler may end on another thread. */
final class Passing {
    private static final String ATTRIBUTE = Passing.class.getName();

    private final HttpServletRequest request;
    private final WatchedResponse watched;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param hidden fields of the response, in lower case, that the client does not see
     * @param watch sees the response's head before its client does
     */
    Passing(HttpServletRequest request, HttpServletResponse response, Set<String> hidden, HeadWatch watch) {
        this.request = request;
        this.watched = new WatchedResponse(response, hidden, watch);
    }

    /** @param changes of the request, besides those that keep from the handler what is not for it */
    void run(RequestChanges changes, FilterChain chain) throws IOException, ServletException {
        RequestChanges all = changes.withholding(OwnFields.and(Set.of()));
        request.setAttribute(ATTRIBUTE, this);
        pass(new AlteredRequest(request, watched, all, this::end), watched, chain);
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
}
