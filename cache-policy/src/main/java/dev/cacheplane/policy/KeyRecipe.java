package dev.cacheplane.policy;

import java.util.List;
import java.util.Locale;

/**
 * What of a request, besides its path, makes it another cache entry.
 *
 * @param query which query parameters
 * @param headers names of headers, in lower case
 * @param cookies names of cookies
 * @param shared whether users with different credentials get one copy; if false, a request with {@code Authorization}
 *     or {@code Cookie} is cached only when the recipe names what it varies by
 */
public record KeyRecipe(Query query, List<String> headers, List<String> cookies, boolean shared) {
    /** All of the query and nothing else. */
    public static final KeyRecipe DEFAULT = new KeyRecipe(Query.ALL, List.of(), List.of(), false);

    /** Copies the lists; header names are lower-cased. */
    public KeyRecipe {
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        cookies = List.copyOf(cookies);
    }

    /** Which query parameters enter the key. */
    public record Query(Mode mode, List<String> names) {
        /** Every parameter. */
        public static final Query ALL = new Query(Mode.ALL, List.of());
        /** No parameter. */
        public static final Query NONE = new Query(Mode.NONE, List.of());

        /** How the parameters are chosen. */
        public enum Mode {
            /** All of them. */
            ALL,
            /** None of them. */
            NONE,
            /** Those with one of the names. */
            NAMED
        }

        /** @throws IllegalArgumentException if there are names though the mode is not {@link Mode#NAMED} */
        public Query {
            names = List.copyOf(names);
            if (mode != Mode.NAMED && !names.isEmpty()) {
                throw new IllegalArgumentException("names are for mode NAMED, not " + mode);
            }
        }

        /** The parameters with these names; none if there are no names. */
        public static Query named(List<String> names) {
            return names.isEmpty() ? NONE : new Query(Mode.NAMED, names);
        }

        /** Whether a parameter of this name enters the key. */
        public boolean includes(String name) {
            return mode == Mode.ALL || names.contains(name);
        }
    }
}
