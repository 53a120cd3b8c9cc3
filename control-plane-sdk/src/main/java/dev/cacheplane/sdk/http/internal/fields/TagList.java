package dev.cacheplane.sdk.http.internal.fields;

import java.util.ArrayList;
import java.util.List;

/** What {@code If-None-Match} names (RFC 9110, section 13.1.2). */
public sealed interface TagList {
    /** Whether the list names this representation, by the weak comparison. */
    boolean names(EntityTag tag);

    /** Any representation: a single star. */
    record Any() implements TagList {
        @Override
        public boolean names(EntityTag tag) {
            return true;
        }
    }

    /** These representations; none if there is none. */
    record Tags(List<EntityTag> tags) implements TagList {
        /** Copies the list. */
        public Tags {
            tags = List.copyOf(tags);
        }

        @Override
        public boolean names(EntityTag tag) {
            return tags.stream().anyMatch(tag::matchesWeakly);
        }
    }

    /** The list of all lines. What is no tag is passed over, up to the next comma; a star among tags is no tag. */
    static TagList of(List<String> lines) {
        String text = Grammar.trim(String.join(",", lines));
        if (text.equals("*")) {
            return new Any();
        }
        List<EntityTag> tags = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && (Grammar.isSpace(text.charAt(at)) || text.charAt(at) == ',')) {
                at++;
            }
            int comma = nextComma(text, at);
            int end = EntityTag.endOfTag(text, at);
            if (end >= 0) {
                comma = nextComma(text, end);
            }
            EntityTag.parse(Grammar.trim(text.substring(at, comma))).ifPresent(tags::add);
            at = comma;
        }
        return new Tags(tags);
    }

    private static int nextComma(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }
}
