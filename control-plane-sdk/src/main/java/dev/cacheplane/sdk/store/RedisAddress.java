package dev.cacheplane.sdk.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and who to be there. Immutable; never shows its password.
 *
 * @param place one server, sentinels that know it, or a cluster
 * @param username the ACL user; empty for Redis' default user
 * @param password empty where Redis asks for none
 * @param database 0 or more
 * @param tls how to speak TLS; empty for not at all
 */
public record RedisAddress(
        RedisPlace place, Optional<String> username, Optional<String> password, int database, Optional<RedisTls> tls) {

    /** Redis' own port, for an address that names none. */
    public static final int DEFAULT_PORT = 6379;

    /** The sentinels' own port, for an address that names none. */
    public static final int DEFAULT_SENTINEL_PORT = 26_379;

    /** @throws IllegalArgumentException naming the part that cannot be, without the password */
    public RedisAddress {
        if (database < 0) {
            throw new IllegalArgumentException("The Redis database must be 0 or more, not " + database);
        }
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("A Redis user needs a password");
        }
        if (tls.isPresent() && place instanceof RedisPlace.Socket) {
            throw new IllegalArgumentException("There is no TLS over a Redis socket");
        }
        if (database != 0 && place instanceof RedisPlace.Cluster) {
            throw new IllegalArgumentException("A Redis cluster has no database but 0");
        }
    }

    /** A Redis without TLS, database 0, as the default user; a {@code null} or empty password means none. */
    public static RedisAddress of(String host, int port, @Nullable String password) {
        return new RedisAddress(
                new RedisPlace.Host(host, port),
                Optional.empty(),
                Optional.ofNullable(password).filter(text -> !text.isEmpty()),
                0,
                Optional.empty());
    }

    /**
     * Reads one of
     *
     * <ul>
     *   <li>{@code redis://[[user]:password@]host[:port][/database]}, port 6379 and database 0 if not given,
     *   <li>{@code redis-socket://[[user]:password@]/path[?database=…]}, or {@code unix://} for short,
     *   <li>{@code redis-sentinel://[[user]:password@]host[:port][,host[:port]…][/database]#master}, port 26379 if not given; user and password are the
     *       master's, those of the sentinels are {@code ?sentinelUser=…&sentinelPassword=…},
     *   <li>{@code redis-cluster://[[user]:password@]host[:port][,host[:port]…]}, port 6379 if not given.
     * </ul>
     *
     * <p>{@code rediss://}, {@code rediss-sentinel://} and {@code rediss-cluster://} speak TLS; they take {@code ?cacert=…}, {@code cert=…} and {@code key=…}, paths of PEM files, and
     * {@code verifyPeer=CA}, which verifies the certificate but not that it is for this host. Everything may be percent-encoded.
     *
     * @throws IllegalArgumentException saying what was wrong and what was expected, without the password
     */
    public static RedisAddress parse(String url) {
        return RedisUrl.read(url);
    }

    /** The address as a URL, with {@code ****} for the password. */
    @Override
    public String toString() {
        String who = password.isPresent() ? username.orElse("") + ":****@" : "";
        String s = tls.isPresent() ? "s" : "";
        if (place instanceof RedisPlace.Socket socket) {
            return "redis-socket://" + who + socket + "?database=" + database;
        }
        if (place instanceof RedisPlace.Sentinels group) {
            return "redis" + s + "-sentinel://" + who + group + "/" + database + "#" + group.master();
        }
        if (place instanceof RedisPlace.Cluster) {
            return "redis" + s + "-cluster://" + who + place;
        }
        return "redis" + s + "://" + who + place + "/" + database;
    }
}
