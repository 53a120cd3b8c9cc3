package dev.cacheplane.sdk.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request of which somebody wants to know whether its handler sees to the caching itself. */
final class TakenRequest extends HttpServletRequestWrapper {
    private volatile boolean taken;

    TakenRequest(HttpServletRequest request) {
        super(request);
    }

    boolean isTaken() {
        return taken;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        if (CacheExchange.ATTRIBUTES.contains(name)) {
            taken = true;
        }
        return super.getAttribute(name);
    }
}
