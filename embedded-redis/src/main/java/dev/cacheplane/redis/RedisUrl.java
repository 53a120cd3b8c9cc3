package dev.cacheplane.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to be let in: {@code redis://[[user]:password@]host[:port][/database]}, with {@code rediss} for
 * an encrypted connection.
 *
 * @param user null for Redis' default user
 * @param password null for none
 */
public record RedisUrl(
        boolean encrypted,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database) {

    private static final int DEFAULT_PORT = 6379;

    /** A Redis without a password. */
    public static RedisUrl of(String host, int port) {
        return new RedisUrl(false, host, port, null, null, 0);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not one; the message does not repeat it, since it may hold a password
     */
    public static RedisUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL (" + e.getReason() + ")", e);
        }
        String scheme = uri.getScheme();
        if (!"redis".equals(scheme) && !"rediss".equals(scheme)) {
            throw new IllegalArgumentException("must begin with redis:// or rediss://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("must name a host: redis://host:6379");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (!path.matches("\\d{0,5}")) {
            throw new IllegalArgumentException("may end with the number of a database, and nothing else");
        }
        String credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = credentials.indexOf(':');
        return new RedisUrl(
                scheme.equals("rediss"),
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                colon <= 0 ? null : decoded(credentials.substring(0, colon)),
                credentials.isEmpty() ? null : decoded(credentials.substring(colon + 1)),
                path.isEmpty() ? 0 : Integer.parseInt(path));
    }

    /** The URL in full, the password included: not for logs. */
    public URI toUri() {
        String credentials =
                password == null ? "" : (user == null ? "" : encoded(user)) + ":" + encoded(password) + "@";
        return URI.create(start() + credentials + address());
    }

    /** For people and logs: the password is not in it. */
    @Override
    public String toString() {
        return start() + (password == null ? "" : "****@") + address();
    }

    /** What to say first on a connection. */
    List<List<String>> introduction() {
        var commands = new ArrayList<List<String>>();
        if (password != null) {
            commands.add(user == null ? List.of("AUTH", password) : List.of("AUTH", user, password));
        }
        if (database != 0) {
            commands.add(List.of("SELECT", Integer.toString(database)));
        }
        return commands;
    }

    private String start() {
        return encrypted ? "rediss://" : "redis://";
    }

    private String address() {
        return host + ":" + port + (database == 0 ? "" : "/" + database);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
