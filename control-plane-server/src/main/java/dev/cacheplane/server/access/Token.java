package dev.cacheplane.server.access;

import dev.cacheplane.service.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A bearer token, of which only the hash is kept. */
final class Token {
    private final byte[] hash;

    Token(Secret secret) {
        this.hash = hash(secret.value());
    }

    /** Takes equally long for every text. */
    boolean is(String text) {
        return MessageDigest.isEqual(hash, hash(text));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
