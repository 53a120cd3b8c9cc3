package dev.cacheplane.sdk.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names of which something was found that is likely to hold for the next requests too. Forgetting one costs no more than finding it again. Thread-safe. */
final class Noted {
    /** Beyond it all is forgotten: clients can make up any number of names. */
    private static final int MOST = 10_000;

    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** @param now in nanoseconds */
    void add(String name, long now) {
        if (since.size() >= MOST) {
            since.clear();
        }
        since.put(name, now);
    }

    void remove(String name) {
        since.remove(name);
    }

    boolean isEmpty() {
        return since.isEmpty();
    }

    boolean contains(String name) {
        return since.containsKey(name);
    }

    /** Whether it was noted within so many nanoseconds. */
    boolean contains(String name, long now, long within) {
        Long noted = since.get(name);
        return noted != null && now - noted < within;
    }
}
