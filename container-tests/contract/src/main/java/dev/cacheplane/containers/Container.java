package dev.cacheplane.containers;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;

/** A real servlet container on a port of its own. */
public interface Container extends AutoCloseable {
    /** Where the application is in it: the servlet has everything under this path. */
    String PATH = "/app";

    int port();

    @Override
    void close();

    /** Starts one, with the filter before everything, for requests and asynchronous dispatches, and the servlet under {@link #PATH}. */
    @FunctionalInterface
    interface Starter {
        Container start(Filter filter, HttpServlet servlet) throws Exception;
    }
}
