package dev.cacheplane.sdk.store;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Sets of what keys begin with. Redis takes none that is the beginning of another. */
final class Prefixes {
    private Prefixes() {}

    /** Whether all that begins with {@code text} begins with one of these. */
    static boolean cover(Collection<String> prefixes, String text) {
        for (String prefix : prefixes) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The same keys, in prefixes that do not overlap. */
    static Set<String> disjoint(Collection<String> prefixes) {
        Predicate<String> isLongerThanAnother =
                prefix -> prefixes.stream().anyMatch(other -> !prefix.equals(other) && prefix.startsWith(other));
        return prefixes.stream().filter(isLongerThanAnother.negate()).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of {@code wanted} that {@code there} does not cover. */
    static Set<String> missing(Collection<String> wanted, Collection<String> there) {
        return wanted.stream().filter(prefix -> !cover(there, prefix)).collect(Collectors.toUnmodifiableSet());
    }
}
