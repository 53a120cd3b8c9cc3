package dev.cacheplane.sdk.store;

/**
 * The store is out of reach, refused, or did not answer in time. What was asked of it may or may not have happened, or may happen later;
 * the scripts' tokens keep a late one harmless.
 */
public final class StoreUnavailableException extends RuntimeException {
    /** @param message what was asked of which store, and why it did not come about */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /** @param message what was asked of which store, and why it did not come about */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
