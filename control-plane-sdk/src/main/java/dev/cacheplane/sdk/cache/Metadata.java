package dev.cacheplane.sdk.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What stands beside a payload, as one line of text: {@code 1 value fill=… ttl=300000 since=k3-12 length=57 crc32c=e3069283}. The first word is the
 * format's version: metadata of another is a miss.
 *
 * @param kind what the payload is
 * @param fill the token of the computation that stored it: no two entries have the same
 * @param timeToLive what the entry was stored for, in whole milliseconds
 * @param since the revision at which caching had last been switched on
 * @param length of the payload, in bytes
 * @param checksum of the payload: CRC-32C (RFC 3720, appendix B.4)
 */
record Metadata(Kind kind, String fill, Duration timeToLive, String since, int length, int checksum) {
    /** Whose entry it is: two ways of caching on one endpoint must not read each other's. */
    enum Kind {
        /** A value of the facade's. */
        VALUE,
        /** An HTTP response of the filter's. */
        RESPONSE
    }

    private static final Pattern LINE =
            Pattern.compile("1 (value|response) fill=([0-9a-f-]{1,64}) ttl=([0-9]{1,15}) since=([A-Za-z0-9-]{1,96})"
                    + " length=([0-9]{1,9}) crc32c=([0-9a-f]{8})");

    static Metadata of(Kind kind, String fill, Duration timeToLive, String since, byte[] payload) {
        return new Metadata(kind, fill, timeToLive, since, payload.length, checksumOf(payload));
    }

    /** Reads a line; empty if it is none of this version. */
    static Optional<Metadata> parse(byte[] line) {
        Matcher parts = LINE.matcher(new String(line, StandardCharsets.US_ASCII));
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Metadata(
                Kind.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                parts.group(2),
                Duration.ofMillis(Long.parseLong(parts.group(3))),
                parts.group(4),
                Integer.parseInt(parts.group(5)),
                Integer.parseUnsignedInt(parts.group(6), 16)));
    }

    /** Whether this was written with that payload; another program may have overwritten it. */
    boolean describes(byte[] payload) {
        return payload.length == length && checksumOf(payload) == checksum;
    }

    byte[] line() {
        return String.format(
                        Locale.ROOT,
                        "1 %s fill=%s ttl=%d since=%s length=%d crc32c=%08x",
                        kind.name().toLowerCase(Locale.ROOT),
                        fill,
                        timeToLive.toMillis(),
                        since,
                        length,
                        checksum)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int checksumOf(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
