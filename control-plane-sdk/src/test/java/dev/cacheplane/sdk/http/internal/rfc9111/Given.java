package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.Freshness;
import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Messages and caches as tables write them. Fields are lines: {@code "Cache-Control: no-store"}. */
final class Given {
    static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    static final String TODAY = "Date: " + HttpDate.format(NOW);

    /** Responses decide; where they say nothing it is 300 s, and 60 s for errors. */
    static final CachePolicy BY_RESPONSE = CachePolicy.DEFAULTS
            .with(PolicyField.SHOULD_CACHE, true)
            .with(PolicyField.FRESHNESS, Freshness.RESPONSE)
            .with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(60));

    /** The policy decides: 300 s, and 60 s for errors. */
    static final CachePolicy BY_POLICY = BY_RESPONSE.with(PolicyField.FRESHNESS, Freshness.POLICY);

    static final SharedCache CACHE = new SharedCache(
            BY_RESPONSE,
            SharedCache.of(BY_RESPONSE, "GET").methods(),
            SharedCache.of(BY_RESPONSE, "GET").targets(),
            true);

    private Given() {}

    static SharedCache with(CachePolicy policy) {
        return new SharedCache(policy, CACHE.methods(), CACHE.targets(), true);
    }

    static CachePolicy keyed(List<String> headers, List<String> cookies, boolean shared) {
        return BY_RESPONSE.with(PolicyField.KEY, new KeyRecipe(KeyRecipe.Query.ALL, headers, cookies, shared));
    }

    /** {@code name}: the date so many seconds from now. */
    static String date(String name, long seconds) {
        return name + ": " + HttpDate.format(NOW.plusSeconds(seconds));
    }

    static Fields fields(String... lines) {
        String[] parts = new String[lines.length * 2];
        for (int i = 0; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            parts[2 * i] = lines[i].substring(0, colon);
            parts[2 * i + 1] = lines[i].substring(colon + 1).strip();
        }
        return Fields.of(parts);
    }

    /** As a row's sentence has it. */
    static String said(RequestHead request) {
        return request.method() + (request.fields() instanceof Fields fields ? said(fields) : "");
    }

    static String said(Fields fields) {
        return fields.lines().stream()
                .map(line -> " " + line.name() + ": " + line.value())
                .collect(Collectors.joining(";"));
    }

    static RequestHead get(String... lines) {
        return request("GET", lines);
    }

    static RequestHead request(String method, String... lines) {
        return new RequestHead(method, fields(lines));
    }

    static ResponseHead ok(String... lines) {
        return response(200, lines);
    }

    static ResponseHead response(int status, String... lines) {
        return new ResponseHead(status, fields(lines), NOW, Duration.ZERO);
    }

    /** As the cache keeps it. */
    static StoredResponse stored(SharedCache cache, ResponseHead response) {
        if (Storing.of(cache, get(), response) instanceof Storing.Store store) {
            return store.response();
        }
        throw new AssertionError("not stored: " + Storing.of(cache, get(), response));
    }

    static StoredResponse stored(String... lines) {
        return stored(CACHE, ok(lines));
    }
}
