package dev.cacheplane.policy;

import java.util.List;

/**
 * What a successful unsafe request on an endpoint invalidates.
 *
 * @param endpoints endpoints of the same service
 * @param tags names that entries carry
 */
public record Invalidates(List<EndpointPattern> endpoints, List<String> tags) {
    /** Nothing. */
    public static final Invalidates NOTHING = new Invalidates(List.of(), List.of());

    /** Copies the lists. */
    public Invalidates {
        endpoints = List.copyOf(endpoints);
        tags = List.copyOf(tags);
    }
}
