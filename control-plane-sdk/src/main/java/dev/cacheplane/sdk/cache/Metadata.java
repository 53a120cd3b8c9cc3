package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cacheplane.sdk.store.Generation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What stands beside a payload: one line of text, and below it the head of a response; decision 14 has the format, whose number is its first word. Metadata of another format is a miss.
 *
 * @param kind what the payload is
 * @param fill the token of the computation that stored it: no two entries have the same
 * @param fresh for how long after the fill it is fresh
 * @param keep for how long after the fill it is kept; not shorter than {@code fresh}
 * @param took how long the computation took
 * @param since the revision at which caching had last been switched on
 * @param encoding of the payload
 * @param length of the payload, in bytes
 * @param checksum of the payload, and then of the head: CRC-32C (RFC 3720, appendix B.4)
 * @param generations by name, as they were before the computation began
 * @param head what stands of a response beside its payload, of characters up to U+00FF; empty for a value
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
        Map<String, Generation> generations,
        String head) {
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
    private static final Map<String, Kind> KINDS = byName(Kind.values());
    private static final Map<String, Encoding> ENCODINGS = byName(Encoding.values());

    private static <E extends Enum<E>> Map<String, E> byName(E[] constants) {
        return Stream.of(constants).collect(Collectors.toUnmodifiableMap(Metadata::name, constant -> constant));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads it; empty if it is none of this format.
     *
     * @param names what the generations in it are called
     */
    static Optional<Metadata> parse(byte[] written, GenerationNames names) {
        int end = end(written);
        Words words = new Words(new String(written, 0, end, US_ASCII));
        try {
            words.skip(FORMAT);
            Kind kind = words.one("", KINDS);
            if (end < written.length && kind != Kind.RESPONSE) {
                return Optional.empty(); // a value has no head
            }
            return Optional.of(new Metadata(
                    kind,
                    words.text("fill="),
                    Duration.ofMillis(words.number("fresh=")),
                    Duration.ofMillis(words.number("keep=")),
                    Duration.ofMillis(words.number("took=")),
                    words.text("since="),
                    words.one("encoding=", ENCODINGS),
                    Math.toIntExact(words.number("length=")),
                    words.hexadecimal("crc32c="),
                    generations(words, names),
                    end < written.length ? new String(written, end + 1, written.length - end - 1, ISO_8859_1) : ""));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Where the line ends. */
    private static int end(byte[] written) {
        int end = 0;
        while (end < written.length && written[end] != '\n') {
            end++;
        }
        return end;
    }

    private static Map<String, Generation> generations(Words words, GenerationNames names) {
        Map<String, Generation> generations = new HashMap<>(8);
        while (words.hasMore()) {
            String pair = words.text(GENERATION);
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a generation without a value");
            }
            generations.put(
                    names.ofWritten(pair.substring(0, equals)),
                    Generation.parse(pair.substring(equals + 1))
                            .orElseThrow(() -> new IllegalArgumentException("no generation")));
        }
        return generations;
    }

    byte[] written(GenerationNames names) {
        StringBuilder line = new StringBuilder(192 + 64 * generations.size() + head.length())
                .append(FORMAT)
                .append(' ')
                .append(name(kind))
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
                .append(name(encoding))
                .append(" length=")
                .append(length)
                .append(" crc32c=")
                .append(HexFormat.of().toHexDigits(checksum));
        new TreeMap<>(generations)
                .forEach((name, generation) -> line.append(' ')
                        .append(GENERATION)
                        .append(names.written(name))
                        .append('=')
                        .append(generation));
        if (!head.isEmpty()) {
            line.append('\n').append(head);
        }
        return line.toString().getBytes(ISO_8859_1);
    }

    /**
     * Whether this was written with that payload; another program may have overwritten it.
     *
     * @param written what this was read from
     */
    boolean describes(byte[] payload, byte[] written) {
        return payload.length == length && checksumOf(payload, written, written.length - head.length()) == checksum;
    }

    /**
     * What has passed of {@code keep}, by the store's own countdown: no clocks are compared.
     *
     * @param left what the store says is left of it
     */
    Duration age(Duration left) {
        return left.compareTo(keep) < 0 ? keep.minus(left) : Duration.ZERO;
    }

    static int checksumOf(byte[] payload, String head) {
        return checksumOf(payload, head.getBytes(ISO_8859_1), 0);
    }

    private static int checksumOf(byte[] payload, byte[] head, int from) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        crc.update(head, from, head.length - from);
        return (int) crc.getValue();
    }
}
