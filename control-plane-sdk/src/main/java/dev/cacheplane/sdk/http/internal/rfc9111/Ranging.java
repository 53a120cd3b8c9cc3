package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.ByteRange;
import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which part of a stored content a client wants (RFC 9110, section 14), once {@link Preconditions} say {@code SEND}. */
public sealed interface Ranging {
    /** Who asks for more parts gets the whole: nobody needs as many but to make a server work. */
    int MOST_PARTS = 16;

    /** All of it: 200. */
    record Whole() implements Ranging {}

    /** Some of it: 206. Several parts do not touch and stand in the order they were asked for. */
    record Parts(List<Part> parts) implements Ranging {
        /** Copies the list. */
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** What is not there: 416. */
    record Unsatisfiable(long length) implements Ranging {
        /** The value of {@code Content-Range}. */
        public String contentRange() {
            return "bytes */" + length;
        }
    }

    /** Bytes from one offset to another, both included. */
    record Part(long first, long last) {
        /**
         * The value of {@code Content-Range}.
         *
         * @param of how many bytes there are
         */
        public String contentRange(long of) {
            return "bytes " + first + "-" + last + "/" + of;
        }

        /** How many bytes it has. */
        public long length() {
            return last - first + 1;
        }

        private boolean touches(Part other) {
            return first <= other.last + 1 && other.first <= last + 1;
        }

        private Part joined(Part other) {
            return new Part(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /**
     * Decides.
     *
     * @param length of the stored content in bytes
     */
    static Ranging of(RequestHead request, StoredResponse stored, long length) {
        Optional<List<ByteRange>> asked = ByteRange.of(request);
        if (!request.method().equals("GET")
                || stored.status() != 200
                || asked.isEmpty()
                || asked.get().size() > MOST_PARTS
                || length == 0
                || !isStillTheSame(request, stored)) {
            return new Whole();
        }
        List<Part> parts = new ArrayList<>();
        asked.get().forEach(range -> part(range, length).ifPresent(part -> join(part, parts)));
        if (parts.isEmpty()) {
            return new Unsatisfiable(length);
        }
        boolean several = parts.size() > 1;
        return several && parts.stream().mapToLong(Part::length).sum() >= length ? new Whole() : new Parts(parts);
    }

    private static Optional<Part> part(ByteRange range, long length) {
        if (range instanceof ByteRange.Last end) {
            return end.length() == 0
                    ? Optional.empty()
                    : Optional.of(new Part(Math.max(0, length - end.length()), length - 1));
        }
        long first = range instanceof ByteRange.Between between ? between.first() : ((ByteRange.From) range).first();
        long last = range instanceof ByteRange.Between between ? between.last() : length - 1;
        return first < length ? Optional.of(new Part(first, Math.min(last, length - 1))) : Optional.empty();
    }

    /** Parts that touch become one, where the first of them stood (RFC 9110, section 15.3.7.2). */
    private static void join(Part added, List<Part> parts) {
        Part joined = added;
        int place = parts.size();
        for (Optional<Part> other = touching(joined, parts); other.isPresent(); other = touching(joined, parts)) {
            place = Math.min(place, parts.indexOf(other.get()));
            joined = joined.joined(other.get());
            parts.remove(other.get());
        }
        parts.add(Math.min(place, parts.size()), joined);
    }

    private static Optional<Part> touching(Part part, List<Part> parts) {
        return parts.stream().filter(part::touches).min(Comparator.comparing(Part::first));
    }

    /** Whether the client's other parts are of this representation, as {@code If-Range} tells (RFC 9110, section 13.1.5). */
    private static boolean isStillTheSame(RequestHead request, StoredResponse stored) {
        if (!request.has("if-range")) {
            return true;
        }
        Optional<String> value = request.only("if-range");
        Optional<EntityTag> tag = value.flatMap(EntityTag::parse);
        if (tag.isPresent()) {
            return stored.tag().filter(tag.get()::matchesStrongly).isPresent();
        }
        Optional<Instant> date = value.flatMap(text -> HttpDate.parse(text, stored.received()));
        return date.isPresent()
                && stored.lastModified().equals(date)
                && Duration.between(date.get(), stored.date()).compareTo(Duration.ofSeconds(1)) >= 0;
    }
}
