package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import java.util.Locale;
import java.util.Set;

/**
 * In what the request that the handler sees differs from the client's.
 *
 * @param set fields in place of the client's of the same names
 * @param withheld names, in lower case, of fields that the handler does not see, unless they are set
 * @param watched names of attributes that somebody wants to know to be read
 * @param read told on each read of one of them, on the reader's thread
 */
public record RequestChanges(Fields set, Set<String> withheld, Set<String> watched, Runnable read) {
    /** None. */
    public static final RequestChanges NONE = new RequestChanges(Fields.NONE, Set.of(), Set.of(), () -> {});

    /** Copies the sets. */
    public RequestChanges {
        withheld = Set.copyOf(withheld);
        watched = Set.copyOf(watched);
    }

    /** These fields besides. */
    public RequestChanges setting(Fields fields) {
        return new RequestChanges(set.replacedBy(fields), withheld, watched, read);
    }

    /** Without the client's fields of these names, which are given in lower case. */
    public RequestChanges withholding(Set<String> names) {
        return new RequestChanges(set, names, watched, read);
    }

    /** Told of reads of these attributes. */
    public RequestChanges telling(Set<String> attributes, Runnable told) {
        return new RequestChanges(set, withheld, attributes, told);
    }

    boolean concern(String name) {
        return set.has(name) || (!withheld.isEmpty() && withheld.contains(name.toLowerCase(Locale.ROOT)));
    }

    boolean concernFields() {
        return !set.lines().isEmpty() || !withheld.isEmpty();
    }
}
