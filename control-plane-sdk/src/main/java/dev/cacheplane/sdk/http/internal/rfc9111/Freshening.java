package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.HopByHop;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a 304 says of stored responses (RFC 9111, section 4.3.4), and how their fields are renewed (section 3.2). */
public final class Freshening {
    /** What belongs to the stored bytes and not to the news of them; containers give a 304 a type of their own. */
    private static final Set<String> OF_THE_BYTES =
            Set.of("content-length", "content-range", "content-encoding", "content-type");

    /** What belongs to who asked: that the stored response was for all does not make these so. */
    private static final Set<String> OF_THE_CLIENT = Set.of("set-cookie", "set-cookie2");

    /** How much older than its message a time of change is when nothing can have changed since (RFC 9110, section 8.8.2.2). */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private Freshening() {}

    /**
     * Those that the 304 is about. None means that it is about nothing that is stored: the handler has to be asked again,
     * without conditions.
     *
     * @param candidates those that could have been chosen for the request
     * @param asked what the handler was asked by: a 304 without any validator is about the one thing that it was asked about
     */
    public static List<StoredResponse> identify(
            List<StoredResponse> candidates, Validation asked, ResponseHead notModified) {
        Optional<EntityTag> tag = EntityTag.of(notModified.fields());
        Optional<Instant> changed = changed(notModified);
        if (tag.isPresent() && !tag.get().weak()) {
            return candidates.stream()
                    .filter(stored ->
                            stored.tag().filter(tag.get()::matchesStrongly).isPresent())
                    .toList();
        }
        if (tag.isEmpty() && changed.isPresent() && isSettled(changed.get(), notModified)) {
            return candidates.stream()
                    .filter(stored -> stored.lastModified().equals(changed))
                    .toList();
        }
        if (tag.isPresent() || changed.isPresent()) {
            return candidates.stream()
                    .filter(stored -> tag.isPresent()
                            ? stored.tag().filter(tag.get()::matchesWeakly).isPresent()
                            : stored.lastModified().equals(changed))
                    .max(Comparator.comparing(StoredResponse::date))
                    .map(List::of)
                    .orElse(List.of());
        }
        boolean clear = asked.isAboutOne() || candidates.stream().noneMatch(StoredResponse::hasValidator);
        return candidates.size() == 1 && clear ? candidates : List.of();
    }

    private static Optional<Instant> changed(ResponseHead response) {
        return HttpDate.in(response.fields(), "last-modified", response.received());
    }

    private static boolean isSettled(Instant changed, ResponseHead response) {
        return Duration.between(changed, response.date()).compareTo(SETTLED) >= 0;
    }

    /**
     * The stored response as the news make it, to be stored anew: whether it may still be stored, and for how long it is
     * fresh now, is for {@link Storing} to decide, since the news may say {@code no-store}.
     *
     * @param news a 304, or a 200 to {@code HEAD}
     */
    public static ResponseHead renewed(StoredResponse stored, ResponseHead news) {
        Set<String> ignored = new HashSet<>(HopByHop.names(news.fields()));
        ignored.addAll(OF_THE_BYTES);
        ignored.addAll(OF_THE_CLIENT);
        Fields updates = news.fields().without(ignored);
        Fields dated = HttpDate.in(updates, "date", news.received()).isPresent()
                ? updates
                : updates.with("Date", HttpDate.format(news.received()));
        return new ResponseHead(stored.status(), stored.fields().replacedBy(dated), news.received(), news.delay());
    }
}
