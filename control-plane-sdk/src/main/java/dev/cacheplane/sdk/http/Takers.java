package dev.cacheplane.sdk.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Endpoints whose handlers see to their caching themselves, as far as is known: by the last request whose handler has asked for its policy, or has not. Their responses need not be looked for. Thread-safe.
 */
final class Takers {
    /** Beyond it all is forgotten, which costs each of them one needless look. */
    private static final int MOST = 10_000;

    private final Set<String> endpoints = ConcurrentHashMap.newKeySet();

    boolean contains(String endpoint) {
        return endpoints.contains(endpoint);
    }

    void add(String endpoint) {
        if (endpoints.size() >= MOST) {
            endpoints.clear();
        }
        endpoints.add(endpoint);
    }

    void remove(String endpoint) {
        endpoints.remove(endpoint);
    }
}
