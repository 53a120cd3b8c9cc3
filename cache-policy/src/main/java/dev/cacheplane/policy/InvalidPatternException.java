package dev.cacheplane.policy;

/** Text that is no endpoint pattern. */
public final class InvalidPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and what would be right */
    public InvalidPatternException(String message) {
        super(message);
    }

    /** @param message what is wrong, and what would be right */
    public InvalidPatternException(String message, Throwable cause) {
        super(message, cause);
    }
}
