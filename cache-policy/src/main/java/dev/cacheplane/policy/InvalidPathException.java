package dev.cacheplane.policy;

/** A request path that has no canonical form: two servers could read it in two ways. */
public final class InvalidPathException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and what would be right */
    public InvalidPathException(String message) {
        super(message);
    }

    /** @param message what is wrong, and what would be right */
    public InvalidPathException(String message, Throwable cause) {
        super(message, cause);
    }
}
