package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.TagList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A request by which the handler can say that what is stored is good still (RFC 9111, section 4.3.1).
 *
 * @param preconditions fields that the handler gets
 * @param withheld names, in lower case, of the client's fields that it does not get
 */
public record Validation(Fields preconditions, Set<String> withheld) {
    /** The client's own conditions are judged when the answer is there; parts are cut from a whole one. */
    private static final Set<String> WITHHELD = Set.of("if-none-match", "if-modified-since", "if-range", "range");

    private static final Validation NONE = new Validation(Fields.NONE, Set.of());

    /**
     * The request that validates; the client's own, unchanged, if there is nothing to ask by.
     *
     * @param stored those that may be good: the one that was chosen, or all for the URI if none could be
     */
    public static Validation of(RequestHead request, List<StoredResponse> stored) {
        List<EntityTag> tags = stored.stream()
                .flatMap(response -> response.tag().stream())
                .distinct()
                .toList();
        List<FieldLine> lines = new ArrayList<>();
        if (!tags.isEmpty()) {
            String list = String.join(
                    ", ",
                    Stream.concat(tags.stream(), tagsOf(request).stream())
                            .distinct()
                            .map(EntityTag::toString)
                            .toList());
            lines.add(new FieldLine("If-None-Match", list));
        }
        if (stored.size() == 1 && stored.get(0).lastModified().isPresent()) {
            stored.get(0)
                    .fields()
                    .only("last-modified")
                    .ifPresent(date -> lines.add(new FieldLine("If-Modified-Since", date)));
        }
        return lines.isEmpty() ? NONE : new Validation(new Fields(lines), WITHHELD);
    }

    /** What the client has itself may be good as well (section 4.3.2). */
    private static List<EntityTag> tagsOf(RequestHead request) {
        return TagList.of(request.values("if-none-match")) instanceof TagList.Tags client ? client.tags() : List.of();
    }

    /** Whether the handler gets conditions of the cache's own. */
    public boolean isOurs() {
        return !preconditions.lines().isEmpty();
    }

    /** Whether it asks about no more than one representation, so that a 304 can only mean that. */
    boolean isAboutOne() {
        return !preconditions.lines().isEmpty()
                && TagList.of(preconditions.values("if-none-match")) instanceof TagList.Tags named
                && named.tags().size() <= 1;
    }
}
