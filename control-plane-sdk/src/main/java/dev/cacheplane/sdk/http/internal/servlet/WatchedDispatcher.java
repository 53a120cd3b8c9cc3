package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells the response that it is being forwarded, or that something is included in it. */
record WatchedDispatcher(RequestDispatcher to, WatchedResponse response) implements RequestDispatcher {
    @Override
    public void forward(ServletRequest request, ServletResponse passed) throws ServletException, IOException {
        @Nullable ServletResponse before = response.forwarded();
        try {
            to.forward(request, passed);
        } finally {
            response.forwardedUntilNow(before);
        }
    }

    @Override
    public void include(ServletRequest request, ServletResponse passed) throws ServletException, IOException {
        response.beginInclude();
        try {
            to.include(request, passed);
        } finally {
            response.endInclude();
        }
    }
}
