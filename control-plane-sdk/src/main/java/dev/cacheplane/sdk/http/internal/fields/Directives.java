package dev.cacheplane.sdk.http.internal.fields;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cache directives (RFC 9111, section 5.2), each as often as it was written. What nobody asks for is ignored, as it must be
 * (section 5.2.3).
 */
public record Directives(List<Directive> all) {
    /** None. */
    public static final Directives NONE = new Directives(List.of());

    /**
     * One directive.
     *
     * @param name in lower case
     * @param argument without its quotes; null for none
     */
    public record Directive(String name, @Nullable String argument) {}

    /** Copies the list. */
    public Directives {
        all = List.copyOf(all);
    }

    /** Those of all lines of a {@code Cache-Control} field. */
    public static Directives of(List<String> lines) {
        return lines.isEmpty()
                ? NONE
                : new Directives(
                        FieldList.members(lines).stream().map(Directives::parse).toList());
    }

    /** A space around the equals sign belongs to no name and no argument: the directive is there, its argument is bad. */
    private static Directive parse(String member) {
        int equals = member.indexOf('=');
        String name = equals < 0 ? member : member.substring(0, equals);
        String argument = equals < 0 ? null : member.substring(equals + 1);
        String trimmed = Grammar.trim(name);
        if (trimmed.length() < name.length()) {
            argument = "";
        } else if (argument != null && argument.startsWith("\"")) {
            argument = Grammar.endOfQuoted(argument, 0) == argument.length() ? Grammar.unquoted(argument) : "";
        }
        return new Directive(trimmed.toLowerCase(Locale.ROOT), argument);
    }

    /** Whether it is there, with whatever argument. */
    public boolean has(String name) {
        return named(name).findAny().isPresent();
    }

    /** Whether it is there, and at least once without an argument. */
    public boolean isBare(String name) {
        return named(name).anyMatch(directive -> directive.argument() == null);
    }

    /**
     * The seconds that a directive names; empty if it is not there. None at all, which makes a response stale, if the
     * argument is missing or no number, or if the directive is there twice with different ones (RFC 9111, section 4.2.1).
     */
    public Optional<Duration> seconds(String name) {
        List<Optional<Duration>> said = named(name)
                .map(directive -> directive.argument() == null
                        ? Optional.<Duration>empty()
                        : DeltaSeconds.parse(directive.argument()))
                .distinct()
                .toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(said.size() == 1 ? said.get(0).orElse(Duration.ZERO) : Duration.ZERO);
    }

    /** Whether {@code private} or {@code no-cache} is meant for the whole response, not for some of its fields alone. */
    public boolean isUnqualified(String name) {
        return named(name).anyMatch(directive -> fieldNames(directive).isEmpty());
    }

    /** The fields, in lower case, that {@code private} or {@code no-cache} are meant for. */
    public Set<String> fieldNames(String name) {
        Set<String> names = new HashSet<>();
        named(name).forEach(directive -> names.addAll(fieldNames(directive)));
        return names;
    }

    private static List<String> fieldNames(Directive directive) {
        String argument = directive.argument();
        List<String> names = argument == null ? List.of() : FieldList.members(List.of(argument));
        return names.stream().allMatch(Grammar::isToken)
                ? names.stream().map(field -> field.toLowerCase(Locale.ROOT)).toList()
                : List.of();
    }

    private Stream<Directive> named(String name) {
        return all.stream().filter(directive -> directive.name().equals(name));
    }
}
