package dev.cacheplane.sdk.http.internal.fields;

import dev.cacheplane.sdk.http.internal.fields.Directives.Directive;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Flag;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Text;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Whole;
import dev.cacheplane.sdk.http.internal.fields.StructuredItem.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directives of a response that hold for one cache (RFC 9213): those of the first field meant for it, or else those of
 * {@code Cache-Control}.
 *
 * @param targeted whether they come from a field meant for this cache: then {@code Expires} says nothing either
 */
public record CacheControl(Directives directives, boolean targeted) {
    private static final Set<String> OF_SECONDS =
            Set.of("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error");

    /**
     * The directives that hold.
     *
     * @param targets names of fields that are meant for this cache, in the order they are looked for
     */
    public static CacheControl of(FieldSource response, List<String> targets) {
        for (String target : targets) {
            Optional<Directives> meant = targeted(response.values(target));
            if (meant.isPresent()) {
                return new CacheControl(meant.get(), true);
            }
        }
        return new CacheControl(Directives.of(response.values("cache-control")), false);
    }

    /** Empty if the field is not there, is empty, or cannot be trusted: malformed, or seconds that are no whole number. */
    private static Optional<Directives> targeted(List<String> lines) {
        Optional<Map<String, StructuredItem>> members =
                lines.isEmpty() ? Optional.empty() : StructuredDictionary.parse(lines);
        if (members.isEmpty() || members.get().isEmpty()) {
            return Optional.empty();
        }
        List<Directive> directives = new ArrayList<>();
        for (Map.Entry<String, StructuredItem> member : members.get().entrySet()) {
            if (OF_SECONDS.contains(member.getKey()) && !(member.getValue() instanceof Whole)) {
                return Optional.empty();
            }
            directive(member.getKey(), member.getValue()).ifPresent(directives::add);
        }
        return Optional.of(new Directives(directives));
    }

    private static Optional<Directive> directive(String name, StructuredItem value) {
        if (value instanceof Flag flag) {
            return flag.value() ? Optional.of(new Directive(name, null)) : Optional.empty();
        }
        if (value instanceof Whole whole) {
            return Optional.of(new Directive(name, Long.toString(whole.value())));
        }
        if (value instanceof Text text) {
            return Optional.of(new Directive(name, text.value()));
        }
        return Optional.of(new Directive(name, value instanceof Word word ? word.value() : ""));
    }
}
