package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the handler is to see it. It belongs to a {@link WatchedResponse}, which it brings along where the container
 * would go back to its own: into asynchronous cycles. Used as a request is.
 */
public final class AlteredRequest extends HttpServletRequestWrapper {
    private final WatchedResponse response;
    private final RequestChanges changes;
    private final boolean fieldsChange;
    private final Runnable completing;
    private @Nullable WatchedAsync async;

    /**
     * @param completing called when the handler completes an asynchronous cycle, just before the container does: the last
     *     moment to {@linkplain WatchedResponse#end end} the response, since many containers tell their listeners only
     *     when it has left. Not called where a cycle ends in another way: by a dispatch, which comes back through the
     *     filters, or in a timeout or an error
     */
    public AlteredRequest(
            HttpServletRequest request, WatchedResponse response, RequestChanges changes, Runnable completing) {
        super(request);
        this.response = response;
        this.changes = changes;
        this.fieldsChange = changes.concernFields();
        this.completing = completing;
    }

    private boolean concerns(@Nullable String name) {
        return fieldsChange && name != null && changes.concern(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return concerns(name) ? first(name) : super.getHeader(name);
    }

    private @Nullable String first(String name) {
        List<String> values = changes.set().values(name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return concerns(name) ? Collections.enumeration(changes.set().values(name)) : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Enumeration<String> names = super.getHeaderNames();
        if (!fieldsChange || names == null) {
            return names;
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String name : Collections.list(names)) {
            if (!changes.concern(name)) {
                seen.add(name);
            }
        }
        changes.set().lines().stream().map(FieldLine::name).forEach(seen::add);
        return Collections.enumeration(seen);
    }

    @Override
    public long getDateHeader(String name) {
        if (!concerns(name)) {
            return super.getDateHeader(name);
        }
        String value = first(name);
        return value == null
                ? -1
                : HttpDate.parse(value, Instant.EPOCH)
                        .orElseThrow(() -> new IllegalArgumentException(value))
                        .toEpochMilli();
    }

    @Override
    public int getIntHeader(String name) {
        if (!concerns(name)) {
            return super.getIntHeader(name);
        }
        String value = first(name);
        return value == null ? -1 : Integer.parseInt(value);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        if (changes.watched().contains(name)) {
            changes.read().run();
        }
        return super.getAttribute(name);
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher dispatcher = super.getRequestDispatcher(path);
        return dispatcher == null ? null : new WatchedDispatcher(dispatcher, response);
    }

    @Override
    public AsyncContext startAsync() {
        return watched(super.startAsync(this, response), true);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return watched(super.startAsync(request, response), false);
    }

    @Override
    public AsyncContext getAsyncContext() {
        AsyncContext containers = super.getAsyncContext();
        WatchedAsync known = async;
        return known != null && known.isFor(containers) ? known : watched(containers, false);
    }

    private AsyncContext watched(AsyncContext containers, boolean original) {
        WatchedAsync watched = new WatchedAsync(containers, original, completing);
        async = watched;
        return watched;
    }
}
