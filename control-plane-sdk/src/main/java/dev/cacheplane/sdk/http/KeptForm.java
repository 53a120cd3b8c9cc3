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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A response as text beside its body: a line of what has been worked out of it, then its header, a line a field. Decision 18 has the format, whose number is its first word; of
 * another it is as if nothing were stored.
 */
final class KeptForm implements ResponseForm<Kept> {
    private static final String FORMAT = "1";
    private static final String NONE = "-";

    /** Reads {@code name=value} words in the order they were written; anything else is an {@link IllegalArgumentException}. */
    private static final class Words {
        private final String[] words;
        private int next;

        Words(String line) {
            words = line.split(" ", -1);
        }

        String text(String name) {
            if (next == words.length || !words[next].startsWith(name)) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return words[next++].substring(name.length());
        }

        long number(String name) {
            return Long.parseLong(text(name));
        }

        Duration millis(String name) {
            return Duration.ofMillis(number(name));
        }

        @Nullable
        Duration millisOrNone(String name) {
            String value = text(name);
            return value.equals(NONE) ? null : Duration.ofMillis(Long.parseLong(value));
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
                .append(response.lifetime().source().name().toLowerCase(Locale.ROOT))
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

    @Override
    public @Nullable Kept read(byte[] body, String head) {
        try {
            return read(head.split("\n", -1), body);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Kept read(String[] lines, byte[] body) {
        Words words = new Words(lines[0]);
        if (!words.text("").equals(FORMAT)) {
            return null;
        }
        int status = Math.toIntExact(words.number("status="));
        Instant received = Instant.ofEpochMilli(words.number("received="));
        Duration age = words.millis("age=");
        Duration length = words.millis("lifetime=");
        Lifetime.Source source = Lifetime.Source.valueOf(words.text("by=").toUpperCase(Locale.ROOT));
        String flags = words.text("standing=");
        Standing standing = new Standing(
                flags.indexOf('v') >= 0,
                flags.indexOf('s') >= 0,
                flags.indexOf('i') >= 0,
                flags.indexOf('a') >= 0,
                flags.indexOf('c') >= 0,
                words.millisOrNone("revalidating="),
                words.millisOrNone("failing="));
        String selection = words.text("for=");
        String foundBy = words.text("through=");
        Fields fields = fields(lines);
        StoredResponse response = new StoredResponse(
                status, fields, received, age, new Lifetime(length, source), Vary.of(fields), standing);
        return new Kept(response, new StoredVariant(response.vary(), selection), foundBy, body);
    }

    private static Fields fields(String[] lines) {
        List<FieldLine> fields = new ArrayList<>(lines.length - 1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("no field");
            }
            fields.add(new FieldLine(lines[i].substring(0, colon), lines[i].substring(colon + 1)));
        }
        return new Fields(fields);
    }
}
