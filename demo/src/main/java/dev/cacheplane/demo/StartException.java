package dev.cacheplane.demo;

/** The demo cannot start, or go on; the message is for the person in front of it. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
