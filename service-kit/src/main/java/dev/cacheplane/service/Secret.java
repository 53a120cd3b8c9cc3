package dev.cacheplane.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A text that must not be shown: it prints as {@code ****}. */
public record Secret(String value) {
    /** Whether a text is the secret. How long that takes does not tell how much of it is right. */
    public boolean is(String text) {
        return MessageDigest.isEqual(value.getBytes(UTF_8), text.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "****";
    }
}
