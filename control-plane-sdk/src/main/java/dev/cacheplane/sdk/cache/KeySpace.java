package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.InvalidPathException;
import dev.cacheplane.policy.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of one service: {@code cache:{service}:{path}[?{query}][#{variant}][#v{slot}]} and its own namespaces, each perhaps behind a version such as {@code v2:}. Makes them,
 * and tells them from everybody else's.
 */
final class KeySpace {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9._-]{0,62}");
    private static final Pattern TAKEN = Pattern.compile("cache|meta|lease|staged|gen|beat|v[0-9]*");
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");
    private static final Pattern VARIANT = Pattern.compile("[0-9a-f]{1,40}");
    private static final Pattern TAIL =
            Pattern.compile("(" + KeyLimit.MARK + VARIANT.pattern() + ")?(" + KeyLimit.SLOT + "[0-9]{1,2})?$");
    private static final Pattern VERSION = Pattern.compile("^v[0-9]{1,9}:");
    private static final Pattern VERSION_GLOB = Pattern.compile("^v[0-9*?\\[\\]-]{1,20}:");
    private static final String ANY_VERSION = "v[0-9]*:";

    private final String service;
    private final List<String> prefixes;

    KeySpace(ServiceName service, Set<String> namespaces) {
        this.service = "cache:" + service.value() + ":";
        this.prefixes = Stream.concat(
                        Stream.of(this.service),
                        new TreeSet<>(namespaces).stream().map(n -> n + ":"))
                .toList();
    }

    /** What keys without a version begin with. */
    List<String> prefixes() {
        return prefixes;
    }

    /** What the keys begin with whose changes matter from the beginning; versions are added as policies name them. */
    Set<String> watched(GenerationNames names) {
        return Stream.concat(prefixes.stream(), Stream.of(names.prefix())).collect(Collectors.toUnmodifiableSet());
    }

    /** A key in Redis, without the version that a policy may have put before it. */
    static String unversioned(String key) {
        return key.startsWith("v") ? VERSION.matcher(key).replaceFirst("") : key;
    }

    /** The one of {@link #prefixes} that a key without version begins with. */
    String prefixOf(String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return prefix;
            }
        }
        throw new IllegalArgumentException("no key of this service's: " + Printable.of(name));
    }

    static void checkNamespace(String namespace) {
        if (!NAMESPACE.matcher(namespace).matches() || TAKEN.matcher(namespace).matches()) {
            throw new IllegalArgumentException(
                    "A namespace is 1 to 63 of a-z, 0-9, '.', '_' and '-', beginning with a letter, and none of"
                            + " cache, meta, lease, staged, gen, beat, v1, v2, …; not \"" + Printable.of(namespace)
                            + "\"");
        }
    }

    /**
     * @param query canonical; empty for none
     * @param variant a digest; empty for none
     */
    CacheKey key(String method, EndpointPath path, String query, String variant) {
        if (!query.isEmpty() && !QUERY.matcher(query).matches()) {
            throw new IllegalArgumentException(
                    "A canonical query is percent-encoded (RFC 3986); not \"" + Printable.of(query) + "\"");
        }
        if (!variant.isEmpty() && !VARIANT.matcher(variant).matches()) {
            throw new IllegalArgumentException(
                    "A variant is 1 to 40 hexadecimal digits; not \"" + Printable.of(variant) + "\"");
        }
        String name = service
                + path
                + (query.isEmpty() ? "" : "?" + query)
                + (variant.isEmpty() ? "" : KeyLimit.MARK + variant);
        return new CacheKey(KeyLimit.apply(name), method, path);
    }

    CacheKey own(String name, EndpointPath governedBy) {
        if (prefixes.stream().skip(1).noneMatch(name::startsWith)) {
            throw new IllegalArgumentException("A key of the service's own begins with one of its namespaces "
                    + prefixes.subList(1, prefixes.size()) + "; not \"" + Printable.of(name) + "\"");
        }
        return new CacheKey(KeyLimit.apply(name), "GET", governedBy);
    }

    /** The keys of the paths that match, with any query and of any version; not those of the service's own namespaces. */
    Selection endpoint(EndpointPattern pattern) {
        String text = pattern.toString();
        String literal = text.substring(0, indexOfWildcard(text));
        String glob = service
                + (literal.length() > 1 && literal.endsWith("/") ? literal.substring(0, literal.length() - 1) : literal)
                + "*";
        return new Selection(List.of(glob, ANY_VERSION + glob), Optional.of(pattern));
    }

    private static int indexOfWildcard(String pattern) {
        int i = 0;
        while (i < pattern.length() && "{*".indexOf(pattern.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** @throws IllegalArgumentException if the glob reaches beyond the service's keys */
    Selection matching(String glob) {
        String unversioned = VERSION_GLOB.matcher(glob).replaceFirst("");
        if (prefixes.stream().noneMatch(unversioned::startsWith)) {
            throw new IllegalArgumentException("A pattern to clear begins with one of " + prefixes
                    + ", perhaps behind a version such as v2: or v*:; not \"" + Printable.of(glob) + "\"");
        }
        return new Selection(List.of(glob), Optional.empty());
    }

    /** Whether a key that Redis took for one of the selection is. */
    boolean contains(Selection selection, String key) {
        String unversioned = unversioned(key);
        return prefixes.stream().anyMatch(unversioned::startsWith)
                && selection
                        .endpoint()
                        .map(pattern -> isOf(pattern, unversioned))
                        .orElse(true);
    }

    private boolean isOf(EndpointPattern pattern, String key) {
        if (!key.startsWith(service)) {
            return false;
        }
        String rest = TAIL.matcher(key.substring(service.length())).replaceFirst("");
        int query = rest.indexOf('?');
        if (query < 0 && rest.indexOf(KeyLimit.MARK) >= 0) {
            return true; // the path's end is a digest: clearing one too many is harmless
        }
        try {
            return pattern.matches(EndpointPath.parse(query < 0 ? rest : rest.substring(0, query)));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
