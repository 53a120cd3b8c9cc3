package dev.cacheplane.policy;

/** Two patterns of one service that match a common path and neither of which is the more specific one. */
public final class AmbiguousPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and what would be right */
    public AmbiguousPatternException(String message) {
        super(message);
    }
}
