package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Watches every response as the cache's filter will, and gives each the same verdict. Register it for requests and for
 * asynchronous dispatches.
 */
public final class WatchingFilter implements Filter {
    private static final String WATCHED = WatchingFilter.class.getName();

    private final Verdict verdict;
    private final List<Head> heads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Recording> recordings = new LinkedBlockingQueue<>();

    private final Set<WatchedResponse> ended = ConcurrentHashMap.newKeySet();

    /** A head as it was shown. */
    public record Head(int status, Fields fields) {}

    public WatchingFilter(Verdict verdict) {
        this.verdict = verdict;
    }

    /** All heads that have been shown so far. */
    public List<Head> heads() {
        return heads;
    }

    /** Of the next response that has ended. */
    public Recording recording() throws InterruptedException {
        Recording recording = recordings.poll(10, TimeUnit.SECONDS);
        if (recording == null) {
            throw new AssertionError("nothing has ended");
        }
        return recording;
    }

    /** For those who do not ask for them. */
    void forgetRecordings() {
        recordings.clear();
        ended.clear();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(WATCHED) instanceof WatchedResponse watched) {
            chain.doFilter(request, response);
            endUnlessAsync(request, watched);
            return;
        }
        WatchedResponse watched =
                new WatchedResponse((HttpServletResponse) response, Set.of("cache-tags"), (status, fields, add) -> {
                    heads.add(new Head(status, fields));
                    add.set("Cache-Status", "test; fwd=uri-miss");
                    return verdict;
                });
        AlteredRequest altered =
                new AlteredRequest((HttpServletRequest) request, watched, RequestChanges.NONE, () -> end(watched));
        altered.setAttribute(WATCHED, watched);
        chain.doFilter(altered, watched);
        endUnlessAsync(altered, watched);
    }

    private void endUnlessAsync(ServletRequest request, WatchedResponse watched) {
        if (!request.isAsyncStarted()) {
            end(watched);
        }
    }

    private void end(WatchedResponse watched) {
        watched.end();
        if (watched.isSwallowed() && !watched.getResponse().isCommitted()) {
            HttpServletResponse response = (HttpServletResponse) watched.getResponse();
            try {
                response.setHeader("Instead", "yes");
                response.setContentType("text/plain");
                response.getOutputStream().write("another answer".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException gone) {
                // the client is
            }
        }
        if (ended.add(watched)) {
            recordings.add(watched.recording());
        }
    }
}
