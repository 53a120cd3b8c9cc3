package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.ResponseForm;
import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.Vary;
import dev.cacheplane.sdk.http.internal.rfc9111.Lifetime;
import dev.cacheplane.sdk.http.internal.rfc9111.Standing;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredVariant;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A response as text beside its body: a line of what has been worked out of it, then its header, a line a field. Decision 18 has the format, whose number is its first word; of
 * another it is as if nothing were stored.
 */
final class KeptForm implements ResponseForm<Kept> {
    private static final String FORMAT = "1";
    private static final String NONE = "-";

    private static final Map<String, Lifetime.Source> SOURCES = Arrays.stream(Lifetime.Source.values())
            .collect(Collectors.toUnmodifiableMap(KeptForm::written, source -> source));

    /** Reads a head from left to right: {@code name=value} words in the order they were written, then lines; anything else is an {@link IllegalArgumentException}. */
    private static final class Reader {
        private final String head;
        private final int endOfWords;
        private int next;

        Reader(String head) {
            this.head = head;
            int newline = head.indexOf('\n');
            endOfWords = newline < 0 ? head.length() : newline;
        }

        String text(String name) {
            int from = after(name);
            return head.substring(from, end(from));
        }

        long number(String name) {
            int from = after(name);
            return Long.parseLong(head, from, end(from), 10);
        }

        Duration millis(String name) {
            return Duration.ofMillis(number(name));
        }

        @Nullable
        Duration millisOrNone(String name) {
            int from = after(name);
            int end = end(from);
            return head.startsWith(NONE, from) && end == from + NONE.length()
                    ? null
                    : Duration.ofMillis(Long.parseLong(head, from, end, 10));
        }

        private int after(String name) {
            if (next > endOfWords || !head.startsWith(name, next)) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return next + name.length();
        }

        /** The end of the word that is read, from here on. */
        private int end(int from) {
            int space = head.indexOf(' ', from);
            int end = space < 0 || space > endOfWords ? endOfWords : space;
            next = end + 1;
            return end;
        }

        Fields fields() {
            List<FieldLine> fields = new ArrayList<>();
            for (int from = endOfWords + 1; from <= head.length(); ) {
                int newline = head.indexOf('\n', from);
                int end = newline < 0 ? head.length() : newline;
                int colon = head.indexOf(':', from);
                if (colon <= from || colon >= end) {
                    throw new IllegalArgumentException("no field");
                }
                fields.add(new FieldLine(head.substring(from, colon), head.substring(colon + 1, end)));
                from = end + 1;
            }
            return new Fields(fields);
        }
    }

    @Override
    public byte[] body(Kept kept) {
        return kept.body();
    }

    @Override
    public String head(Kept kept) {
        StoredResponse response = kept.response();
        Standing standing = response.standing();
        StringBuilder head = new StringBuilder(256)
                .append(FORMAT)
                .append(" status=")
                .append(response.status())
                .append(" received=")
                .append(response.received().toEpochMilli())
                .append(" age=")
                .append(response.initialAge().toMillis())
                .append(" lifetime=")
                .append(response.lifetime().length().toMillis())
                .append(" by=")
                .append(written(response.lifetime().source()))
                .append(" standing=")
                .append(flag(standing.validateAlways(), 'v'))
                .append(flag(standing.neverStale(), 's'))
                .append(flag(standing.immutable(), 'i'))
                .append(flag(standing.forAuthorized(), 'a'))
                .append(flag(standing.forCookies(), 'c'))
                .append(" revalidating=")
                .append(millis(standing.whileRevalidating()))
                .append(" failing=")
                .append(millis(standing.ifError()))
                .append(" for=")
                .append(kept.variant().selection())
                .append(" through=")
                .append(kept.foundBy());
        response.fields()
                .lines()
                .forEach(line ->
                        head.append('\n').append(line.name()).append(':').append(line.value()));
        return head.toString();
    }

    private static char flag(boolean is, char letter) {
        return is ? letter : '-';
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? NONE : Long.toString(duration.toMillis());
    }

    private static String written(Lifetime.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable Kept read(byte[] body, String head) {
        try {
            return read(new Reader(head), body);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Kept read(Reader head, byte[] body) {
        if (!head.text("").equals(FORMAT)) {
            return null;
        }
        int status = Math.toIntExact(head.number("status="));
        Instant received = Instant.ofEpochMilli(head.number("received="));
        Duration age = head.millis("age=");
        Duration length = head.millis("lifetime=");
        Lifetime.Source source = SOURCES.get(head.text("by="));
        if (source == null) {
            return null;
        }
        String flags = head.text("standing=");
        Standing standing = new Standing(
                flags.indexOf('v') >= 0,
                flags.indexOf('s') >= 0,
                flags.indexOf('i') >= 0,
                flags.indexOf('a') >= 0,
                flags.indexOf('c') >= 0,
                head.millisOrNone("revalidating="),
                head.millisOrNone("failing="));
        String selection = head.text("for=");
        String foundBy = head.text("through=");
        Fields fields = head.fields();
        StoredResponse response = new StoredResponse(
                status, fields, received, age, new Lifetime(length, source), Vary.of(fields), standing);
        return new Kept(response, new StoredVariant(response.vary(), selection), foundBy, body);
    }
}
