package dev.cacheplane.containers;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** An application of one servlet, whose handler each test brings. */
final class App extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** What is behind the filter. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    final transient AtomicInteger runs = new AtomicInteger();
    private transient volatile Handler handler = (request, response) -> {};

    void become(Handler next) {
        handler = next;
        runs.set(0);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            runs.incrementAndGet();
        }
        handler.handle(request, response);
    }
}
