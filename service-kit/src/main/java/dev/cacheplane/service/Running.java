package dev.cacheplane.service;

/** A service that has started. */
public interface Running extends AutoCloseable {
    /** The port it really listens on. */
    int port();

    /** Refuses new work, lets what is under way finish within a bound, then frees everything. */
    @Override
    void close();
}
