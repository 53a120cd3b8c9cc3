package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cacheplane.sdk.store.Generation;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands beside a payload, as one line of text; decision 14 has the format, whose number is its first word. Metadata of another format is a miss.
 *
 * @param kind what the payload is
 * @param fill the token of the computation that stored it: no two entries have the same
 * @param fresh for how long after the fill it is fresh
 * @param keep for how long after the fill it is kept; not shorter than {@code fresh}
 * @param took how long the computation took
 * @param since the revision at which caching had last been switched on
 * @param encoding of the payload
 * @param length of the payload, in bytes
 * @param checksum of the payload: CRC-32C (RFC 3720, appendix B.4)
 * @param generations by their short names, as they were before the computation began
 */
record Metadata(
        Kind kind,
        String fill,
        Duration fresh,
        Duration keep,
        Duration took,
        String since,
        Encoding encoding,
        int length,
        int checksum,
        Map<String, Generation> generations) {
    /** Whose entry it is: two ways of caching on one endpoint must not read each other's. */
    enum Kind {
        /** A value of the facade's. */
        VALUE,
        /** The facade's knowledge that there is none. */
        NONE,
        /** An HTTP response of the filter's. */
        RESPONSE
    }

    private static final String FORMAT = "2";
    private static final String GENERATION = "gen=";
    private static final int WORDS = 10;

    /** Reads a line; empty if it is none of this format. */
    static Optional<Metadata> parse(byte[] line) {
        String[] words = new String(line, US_ASCII).split(" ", -1);
        if (words.length < WORDS || !words[0].equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Metadata(
                    constant(Kind.class, words[1]),
                    text("fill=", words[2]),
                    millis("fresh=", words[3]),
                    millis("keep=", words[4]),
                    millis("took=", words[5]),
                    text("since=", words[6]),
                    constant(Encoding.class, text("encoding=", words[7])),
                    Integer.parseUnsignedInt(text("length=", words[8])),
                    Integer.parseUnsignedInt(text("crc32c=", words[9]), 16),
                    generations(words)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Generation> generations(String[] words) {
        Map<String, Generation> generations = new LinkedHashMap<>();
        for (int i = WORDS; i < words.length; i++) {
            String pair = text(GENERATION, words[i]);
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a generation without a value");
            }
            Generation generation = Generation.parse(pair.substring(equals + 1))
                    .orElseThrow(() -> new IllegalArgumentException("no generation"));
            generations.put(URLDecoder.decode(pair.substring(0, equals), UTF_8), generation);
        }
        return generations;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String text(String name, String word) {
        if (!word.startsWith(name) || word.length() == name.length()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return word.substring(name.length());
    }

    private static Duration millis(String name, String word) {
        long millis = Long.parseLong(text(name, word));
        if (millis < 0) {
            throw new IllegalArgumentException(name + " is negative");
        }
        return Duration.ofMillis(millis);
    }

    byte[] line() {
        StringBuilder line = new StringBuilder(192 + 64 * generations.size())
                .append(FORMAT)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append(" fill=")
                .append(fill)
                .append(" fresh=")
                .append(fresh.toMillis())
                .append(" keep=")
                .append(keep.toMillis())
                .append(" took=")
                .append(took.toMillis())
                .append(" since=")
                .append(since)
                .append(" encoding=")
                .append(encoding.name().toLowerCase(Locale.ROOT))
                .append(" length=")
                .append(length)
                .append(" crc32c=")
                .append(HexFormat.of().toHexDigits(checksum));
        generations.forEach((name, generation) -> line.append(' ')
                .append(GENERATION)
                .append(URLEncoder.encode(name, UTF_8))
                .append('=')
                .append(generation));
        return line.toString().getBytes(US_ASCII);
    }

    /** Whether this was written with that payload; another program may have overwritten it. */
    boolean describes(byte[] payload) {
        return payload.length == length && checksumOf(payload) == checksum;
    }

    /**
     * What has passed of {@code keep}, by the store's own countdown: no clocks are compared.
     *
     * @param left what the store says is left of it
     */
    Duration age(Duration left) {
        return left.compareTo(keep) < 0 ? keep.minus(left) : Duration.ZERO;
    }

    static int checksumOf(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
