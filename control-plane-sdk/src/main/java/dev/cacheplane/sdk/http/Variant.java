package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.sdk.http.internal.rfc9111.ValueDigest;
import java.util.List;

/**
 * What tells one request from another beyond path and query, as a digest: the headers and cookies of the key recipe, and
 * a method other than {@code GET}.
 */
final class Variant {
    private Variant() {}

    /** Empty if the recipe names neither headers nor cookies and the method is {@code GET} or {@code HEAD}. */
    static String of(RequestFacts request, KeyRecipe recipe) {
        boolean plainMethod = CacheDecision.isRead(request.method());
        if (plainMethod && recipe.headers().isEmpty() && recipe.cookies().isEmpty()) {
            return "";
        }
        ValueDigest digest = new ValueDigest();
        digest.add("method", plainMethod ? List.of() : List.of(request.method()));
        recipe.headers().stream().sorted().forEach(name -> digest.add("header " + name, request.values(name)));
        recipe.cookies().stream().sorted().forEach(name -> digest.add("cookie " + name, request.cookie(name)));
        return digest.text();
    }
}
