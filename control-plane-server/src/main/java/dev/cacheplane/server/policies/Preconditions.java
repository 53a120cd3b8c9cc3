package dev.cacheplane.server.policies;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a request's {@code If-Match} and {@code If-None-Match} say (RFC 9110, section 13).
 *
 * @param ifMatch entity tags as they were sent, or {@code *}; empty if the header is missing
 * @param ifNoneMatch the same
 */
record Preconditions(Set<String> ifMatch, Set<String> ifNoneMatch) {
    private static final String ANY = "*";
    private static final String WEAK = "W/";
    private static final String TAG = "(?:W/)?+\"[^\"]*+\"";
    private static final Pattern ENTITY_TAG = Pattern.compile("\\*|" + TAG);
    // Possessive throughout: matching takes as many steps as there are characters.
    private static final Pattern ENTITY_TAGS =
            Pattern.compile("\\s*+(?:\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+)\\s*+");

    private static final Pattern REVISION =
            Pattern.compile("(?:W/)?\"(?<epoch>" + SnapshotId.EPOCH + ")-(?<number>[0-9]{1,18})\"");

    static Preconditions of(Context ctx) {
        return new Preconditions(entityTags(ctx, Header.IF_MATCH), entityTags(ctx, Header.IF_NONE_MATCH));
    }

    /** The strong entity tag of everything that this is the revision of. */
    static String entityTag(Revision revision) {
        return '"' + revision.toString() + '"';
    }

    /** The revisions of ours that a reader has. */
    Stream<Revision> revisions() {
        return ifNoneMatch.stream()
                .map(REVISION::matcher)
                .filter(Matcher::matches)
                .map(tag -> new Revision(tag.group("epoch"), Long.parseLong(tag.group("number"))));
    }

    /** Whether a reader has this already. */
    boolean spareReading(Revision current) {
        String tag = entityTag(current);
        return ifNoneMatch.contains(ANY) || ifNoneMatch.contains(tag) || ifNoneMatch.contains(WEAK + tag);
    }

    /**
     * Whether a change may take place.
     *
     * @param exists whether what is to be changed has been set before
     * @throws ProblemException (412) if it may not
     */
    void permitChange(Revision current, boolean exists) {
        if (!ifMatch.isEmpty() && !ifMatch.contains(entityTag(current)) && !(exists && ifMatch.contains(ANY))) {
            throw new ProblemException(
                    412,
                    "If-Match does not hold: this is at " + entityTag(current) + (exists ? "" : " and is not set"));
        }
        if (ifNoneMatch.contains(ANY) ? exists : spareReading(current)) {
            throw new ProblemException(
                    412, "If-None-Match does not hold: this is at " + entityTag(current) + " already");
        }
    }

    private static Set<String> entityTags(Context ctx, String header) {
        List<String> lines = Collections.list(ctx.req().getHeaders(header));
        Set<String> tags = new HashSet<>();
        for (String line : lines) {
            if (!ENTITY_TAGS.matcher(line).matches()) {
                throw new ProblemException(400, header + " must be * or entity tags, each in double quotes");
            }
            Matcher tag = ENTITY_TAG.matcher(line);
            while (tag.find()) {
                tags.add(tag.group());
            }
        }
        return tags;
    }
}
