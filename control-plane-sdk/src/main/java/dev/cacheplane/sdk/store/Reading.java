package dev.cacheplane.sdk.store;

import java.util.Map;

/**
 * What one round trip brought.
 *
 * @param entry of the key that was read
 * @param generations those asked for, by name, but for those that the store has no room for
 */
public record Reading(Stored entry, Map<String, Generation> generations) {
    public Reading {
        generations = Map.copyOf(generations);
    }
}
