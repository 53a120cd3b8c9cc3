package dev.cacheplane.benchmarks.http;

import java.io.Serial;

/** A service has answered otherwise than it should: what was measured is worth nothing. */
final class WrongAnswerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    WrongAnswerException(String message) {
        super(message);
    }
}
