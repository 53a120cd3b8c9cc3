package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.http.internal.fields.FieldList;
import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.util.List;
import java.util.Optional;

/** Tags that a response names itself, in a field of its own: {@code Cache-Tags: product:7, sale}. */
final class CacheTags {
    /** The field, in lower case. */
    static final String FIELD = "cache-tags";

    private static final int MOST = 64;

    private CacheTags() {}

    /** The tags, perhaps none; empty if there is one that is no tag, or too many: the response could not be taken out by what its handler means. */
    static Optional<List<String>> of(FieldSource response) {
        List<String> names =
                FieldList.members(response.values(FIELD)).stream().distinct().toList();
        return names.size() <= MOST && names.stream().allMatch(CacheTags::isTag)
                ? Optional.of(names)
                : Optional.empty();
    }

    private static boolean isTag(String name) {
        try {
            return !new Target.Tag(name).name().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
