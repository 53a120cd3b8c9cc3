package dev.cacheplane.redis;

/** A Redis server could not be started; the message says why, with the last lines of its log. */
public final class RedisStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisStartException(String message) {
        super(message);
    }
}
