package dev.cacheplane.sdk.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the URLs that {@link RedisAddress#parse} describes. No message repeats what was read. */
final class RedisUrl {
    private static final String SHAPE =
            "redis://[[user]:password@]host[:port][/database], rediss:// for TLS, redis-socket:///path, redis-sentinel://host[:port],…#master, or redis-cluster://host[:port],…";
    private static final Pattern URL = Pattern.compile(
            "(redis|rediss|redis-socket|unix|redis-sentinel|rediss-sentinel|redis-cluster|rediss-cluster)://(?:(.*)@)?([^@/?#]*)(/[^@?#]*)?(?:\\?([^@#]*))?(?:#([^@]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]]+)(?::(.*))?");
    /** What can only be one, so that the last @ is not where the hosts begin. */
    private static final Pattern OPTION = Pattern.compile("\\?[A-Za-z]+=");

    private static final Set<String> TLS_OPTIONS = Set.of("cacert", "cert", "key", "verifyPeer");

    private final String scheme;
    private final @Nullable String who;
    private final String hosts;
    private final String path;
    private final Map<String, String> options;
    private final String fragment;

    private RedisUrl(Matcher parts) {
        scheme = parts.group(1);
        who = parts.group(2);
        hosts = parts.group(3);
        path = decoded(orEmpty(parts.group(4)));
        options = options(orEmpty(parts.group(5)));
        fragment = decoded(orEmpty(parts.group(6)));
    }

    static RedisAddress read(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw notOne();
        }
        return new RedisUrl(parts).address();
    }

    private RedisAddress address() {
        if (who != null && OPTION.matcher(who).find()) {
            throw new IllegalArgumentException("An @ in an option of a Redis URL is written %40");
        }
        int colon = who == null ? -1 : who.indexOf(':');
        if (who != null && colon < 0) {
            throw new IllegalArgumentException(
                    "A Redis URL names user:password or :password before the @; expected " + SHAPE);
        }
        return new RedisAddress(
                place(),
                who == null ? Optional.empty() : present(decoded(who.substring(0, colon))),
                who == null ? Optional.empty() : present(decoded(who.substring(colon + 1))),
                database(),
                isEncrypted() ? Optional.of(tls()) : Optional.empty());
    }

    private RedisPlace place() {
        if (isSocket()) {
            takes(Set.of("database", "db"));
            if (!hosts.isEmpty() || path.isEmpty()) {
                throw new IllegalArgumentException(
                        "A Redis socket has a path and no host: redis-socket:///run/redis.sock");
            }
            return new RedisPlace.Socket(Path.of(path));
        }
        if (isSentinel()) {
            takes(Set.of("sentinelUser", "sentinelPassword", "sentinelMasterId"));
            return new RedisPlace.Sentinels(
                    hosts(RedisAddress.DEFAULT_SENTINEL_PORT),
                    fragment.isEmpty() ? options.getOrDefault("sentinelMasterId", "") : fragment,
                    present(options.get("sentinelUser")),
                    present(options.get("sentinelPassword")));
        }
        takes(Set.of());
        if (scheme.endsWith("-cluster")) {
            return new RedisPlace.Cluster(hosts(RedisAddress.DEFAULT_PORT));
        }
        return host(hosts, RedisAddress.DEFAULT_PORT);
    }

    private RedisTls tls() {
        String verified = options.getOrDefault("verifyPeer", "FULL");
        if (!verified.equals("FULL") && !verified.equals("CA")) {
            throw new IllegalArgumentException(
                    "verifyPeer in a Redis URL is FULL, or CA for a server whose certificate is"
                            + " for another name; one that nobody has signed is trusted by cacert=");
        }
        return new RedisTls(verified.equals("FULL"), file("cacert"), file("cert"), file("key"));
    }

    private Optional<Path> file(String option) {
        return present(options.get(option)).map(Path::of);
    }

    private int database() {
        String digits = isSocket()
                ? options.getOrDefault("database", options.getOrDefault("db", ""))
                : path.replaceFirst("^/", "");
        return number("database", digits, 0);
    }

    private void takes(Set<String> own) {
        Set<String> known = new TreeSet<>(own);
        if (isEncrypted()) {
            known.addAll(TLS_OPTIONS);
        }
        if (!known.containsAll(options.keySet())) {
            throw new IllegalArgumentException("After the ? of this Redis URL may stand "
                    + (known.isEmpty() ? "nothing" : String.join(", ", known)));
        }
        if (!fragment.isEmpty() && !isSentinel()) {
            throw new IllegalArgumentException(
                    "Of Redis URLs only redis-sentinel:// names a master after the #; expected " + SHAPE);
        }
    }

    private boolean isSocket() {
        return scheme.equals("redis-socket") || scheme.equals("unix");
    }

    private boolean isSentinel() {
        return scheme.endsWith("-sentinel");
    }

    private boolean isEncrypted() {
        return scheme.startsWith("rediss");
    }

    private List<RedisPlace.Host> hosts(int defaultPort) {
        return Stream.of(hosts.split(",", -1))
                .map(host -> host(host, defaultPort))
                .toList();
    }

    private static RedisPlace.Host host(String text, int defaultPort) {
        Matcher parts = HOST.matcher(text);
        if (!parts.matches()) {
            throw notOne();
        }
        return new RedisPlace.Host(
                parts.group(1).replaceAll("[\\[\\]]", ""), number("port", orEmpty(parts.group(2)), defaultPort));
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new HashMap<>();
        for (String option : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("After the ? of a Redis URL stand name=value, with & between them");
            }
            options.put(decoded(option.substring(0, equals)), decoded(option.substring(equals + 1)));
        }
        return options;
    }

    private static int number(String what, String digits, int absent) {
        if (digits.isEmpty()) {
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
            throw new IllegalArgumentException("The parts of a Redis URL must be percent-encoded; a bare % is %25");
        }
    }

    private static IllegalArgumentException notOne() {
        return new IllegalArgumentException("Not a Redis URL; expected " + SHAPE);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }
}
