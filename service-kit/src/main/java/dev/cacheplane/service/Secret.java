package dev.cacheplane.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that must not be shown: it prints as {@code ****}. */
public record Secret(String value) {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+) *");

    /**
     * Whether a request shows the secret as a bearer token (RFC 6750). How long that takes does not tell how much of a token is right.
     *
     * @param authorization the request's {@code Authorization} header; null if it has none
     */
    public boolean isShownBy(@Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        return bearer.matches()
                && MessageDigest.isEqual(value.getBytes(UTF_8), bearer.group(1).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "****";
    }
}
