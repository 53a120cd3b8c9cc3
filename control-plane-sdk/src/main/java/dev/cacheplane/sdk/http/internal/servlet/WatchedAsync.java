package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** The container's asynchronous cycle, with a call just before the handler completes it, also from within a listener. */
final class WatchedAsync implements AsyncContext {
    private final AsyncContext to;
    private final boolean original;
    private final Runnable completing;

    /** @param original whether the handler has not named a request and a response */
    WatchedAsync(AsyncContext to, boolean original, Runnable completing) {
        this.to = to;
        this.original = original;
        this.completing = completing;
    }

    boolean isFor(AsyncContext context) {
        return to == context;
    }

    @Override
    public void complete() {
        try {
            completing.run();
        } finally {
            to.complete();
        }
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original || to.hasOriginalRequestAndResponse();
    }

    @Override
    public ServletRequest getRequest() {
        return to.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return to.getResponse();
    }

    @Override
    public void dispatch() {
        to.dispatch();
    }

    @Override
    public void dispatch(String path) {
        to.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        to.dispatch(context, path);
    }

    @Override
    public void start(Runnable run) {
        to.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        to.addListener(new Relay(listener));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        to.addListener(new Relay(listener), request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return to.createListener(type);
    }

    @Override
    public void setTimeout(long timeout) {
        to.setTimeout(timeout);
    }

    @Override
    public long getTimeout() {
        return to.getTimeout();
    }

    private interface Told {
        void of(AsyncEvent event) throws IOException;
    }

    /** Gives a listener events of this cycle instead of the container's. */
    private final class Relay implements AsyncListener {
        private final AsyncListener listener;

        Relay(AsyncListener listener) {
            this.listener = listener;
        }

        private void tell(AsyncEvent event, Told told) throws IOException {
            told.of(new AsyncEvent(
                    WatchedAsync.this, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable()));
        }

        @Override
        public void onComplete(AsyncEvent event) throws IOException {
            tell(event, listener::onComplete);
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            tell(event, listener::onTimeout);
        }

        @Override
        public void onError(AsyncEvent event) throws IOException {
            tell(event, listener::onError);
        }

        @Override
        public void onStartAsync(AsyncEvent event) throws IOException {
            tell(event, listener::onStartAsync);
        }
    }
}
