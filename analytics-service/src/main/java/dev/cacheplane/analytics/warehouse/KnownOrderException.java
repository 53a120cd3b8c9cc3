package dev.cacheplane.analytics.warehouse;

/** There is an order of that id already. */
public final class KnownOrderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KnownOrderException(String id) {
        super("There is an order '" + id + "' already");
    }
}
