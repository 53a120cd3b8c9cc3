package dev.cacheplane.sdk.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and who to be there. Immutable; never shows its password.
 *
 * @param host a name or an address, an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param username the ACL user; empty for Redis' default user
 * @param password empty where Redis asks for none
 * @param database 0 or more
 * @param tls whether to speak TLS, the server's certificate and name verified
 */
public record RedisAddress(
        String host, int port, Optional<String> username, Optional<String> password, int database, boolean tls) {

    /** Redis' own port, for an address that names none. */
    public static final int DEFAULT_PORT = 6379;

    private static final String SHAPE = "redis://[[user]:password@]host[:port][/database], or rediss:// for TLS";
    private static final Pattern URL =
            Pattern.compile("(rediss?)://(?:(.*)@)?(\\[[^\\]@]+]|[^:/@\\[\\]]+)(?::([^/@]*))?(?:/([^@]*))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]+");

    /** @throws IllegalArgumentException naming the part that cannot be, without the password */
    public RedisAddress {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("The Redis host is neither a name nor an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The Redis port must be 1 to 65535, not " + port);
        }
        if (database < 0) {
            throw new IllegalArgumentException("The Redis database must be 0 or more, not " + database);
        }
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("A Redis user needs a password");
        }
    }

    /** A Redis without TLS, database 0, as the default user; a {@code null} or empty password means none. */
    public static RedisAddress of(String host, int port, @Nullable String password) {
        return new RedisAddress(host, port, Optional.empty(), present(password), 0, false);
    }

    /**
     * Reads {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS. The port is 6379 and the database 0
     * if not given; user and password may be percent-encoded.
     *
     * @throws IllegalArgumentException saying what was wrong and what was expected, without the password
     */
    public static RedisAddress parse(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a Redis URL; expected " + SHAPE);
        }
        String who = parts.group(2);
        int colon = who == null ? -1 : who.indexOf(':');
        if (who != null && colon < 0) {
            throw new IllegalArgumentException(
                    "A Redis URL names user:password or :password before the @; expected " + SHAPE);
        }
        return new RedisAddress(
                parts.group(3).replaceAll("[\\[\\]]", ""),
                number("port", parts.group(4), DEFAULT_PORT),
                who == null ? Optional.empty() : present(decoded(who.substring(0, colon))),
                who == null ? Optional.empty() : present(decoded(who.substring(colon + 1))),
                number("database", parts.group(5), 0),
                parts.group(1).equals("rediss"));
    }

    private static int number(String what, @Nullable String digits, int absent) {
        if (digits == null || digits.isEmpty()) {
            return absent;
        }
        if (!digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("The " + what + " in a Redis URL must be a number; expected " + SHAPE);
        }
        return Integer.parseInt(digits);
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // not kept as the cause: its message quotes the secret
            throw new IllegalArgumentException(
                    "User and password in a Redis URL must be percent-encoded; a bare % is %25");
        }
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }

    /** The address as a URL, with {@code ****} for the password. */
    @Override
    public String toString() {
        String who = password.isPresent() ? username.orElse("") + ":****@" : "";
        String name = host.contains(":") ? "[" + host + "]" : host;
        return (tls ? "rediss://" : "redis://") + who + name + ":" + port + "/" + database;
    }
}
