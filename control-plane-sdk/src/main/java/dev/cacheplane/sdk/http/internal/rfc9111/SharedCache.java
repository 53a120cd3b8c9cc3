package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import java.util.List;
import java.util.Set;

/**
 * The cache that decides: what its policy says, and what whoever runs it has settled.
 *
 * @param policy of the endpoint that is asked
 * @param methods those whose responses it keeps, each under a key of its own; {@code HEAD} is answered with what {@code GET} got
 * @param targets fields whose directives are meant for it, in the order it looks for them (RFC 9213), in lower case
 * @param heedsClients whether a client's wish may cost a run of the handler. Wishes that save one are always heeded
 */
public record SharedCache(CachePolicy policy, Set<String> methods, List<String> targets, boolean heedsClients) {
    /** The field for this cache and no other. */
    public static final String OWN_TARGET = "cacheplane-cache-control";

    private static final List<String> TARGETS = List.of(OWN_TARGET, "cdn-cache-control");

    /** Copies both collections. */
    public SharedCache {
        methods = Set.copyOf(methods);
        targets = List.copyOf(targets);
    }

    /** One that keeps this method's responses, looks for its own target and that of all CDNs, and lets no client make it work. */
    public static SharedCache of(CachePolicy policy, String method) {
        return new SharedCache(policy, Set.of(method), TARGETS, false);
    }

    /** Whether what is stored may answer requests with this method at all (RFC 9111, sections 3 and 4). */
    boolean answers(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
