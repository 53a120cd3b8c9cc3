package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.KeyRecipe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells one request from another beyond path and query, as a digest: the headers and cookies of the key recipe, and
 * a method other than {@code GET}. Secrets do not stand in a key, and since every value goes in with its length, no value
 * can be made to look like two.
 */
final class Variant {
    /** 128 bits: nobody finds another request with the digest of a given one. */
    private static final int LENGTH = 16;

    private final MessageDigest digest;

    private Variant() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Empty if the recipe names neither headers nor cookies and the method is {@code GET} or {@code HEAD}. */
    static String of(RequestFacts request, KeyRecipe recipe) {
        boolean plainMethod = CacheDecision.isRead(request.method());
        if (plainMethod && recipe.headers().isEmpty() && recipe.cookies().isEmpty()) {
            return "";
        }
        Variant variant = new Variant();
        variant.add("method", plainMethod ? List.of() : List.of(request.method()));
        recipe.headers().stream().sorted().forEach(name -> variant.add("header " + name, request.header(name)));
        recipe.cookies().stream().sorted().forEach(name -> variant.add("cookie " + name, request.cookie(name)));
        return HexFormat.of().formatHex(variant.digest.digest(), 0, LENGTH);
    }

    private void add(String name, List<String> values) {
        add(name);
        add(values.size());
        values.forEach(this::add);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }
}
