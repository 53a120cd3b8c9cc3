package dev.cacheplane.sdk.http.internal.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what passes. Text is encoded here once more, since containers do not show what they make of it: what could be
 * encoded in more than one way makes the copy doubtful.
 */
final class CopiedBody {
    /** Of these every text has one encoding, whoever encodes it and in however many pieces. */
    private static final Set<Charset> PLAIN =
            Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private @Nullable CharsetEncoder encoder;
    private long size;
    private boolean doubtful;
    private char halfOfPair;

    /** How many bytes have passed, at most, if the copy is doubtful; else exactly. */
    long size() {
        return size;
    }

    /** Whether what the client got may be something else. */
    boolean isDoubtful() {
        return doubtful || halfOfPair != 0;
    }

    void doubt() {
        doubtful = true;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    void add(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
        size += length;
    }

    void add(int octet) {
        bytes.write(octet);
        size++;
    }

    /** Text of a writer in this charset. */
    void add(String text, Charset charset) {
        if (doubtful || !isStateless(charset)) {
            addUnknown(3L * text.length());
            return;
        }
        String pending = halfOfPair == 0 ? text : halfOfPair + text;
        boolean halved = !pending.isEmpty() && Character.isHighSurrogate(pending.charAt(pending.length() - 1));
        halfOfPair = halved ? pending.charAt(pending.length() - 1) : 0;
        encode(CharBuffer.wrap(pending, 0, pending.length() - (halved ? 1 : 0)), charset);
    }

    private void encode(CharBuffer text, Charset charset) {
        CharsetEncoder used = encoder;
        if (used == null || !used.charset().equals(charset)) {
            used = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            encoder = used;
        }
        ByteBuffer encoded = ByteBuffer.allocate((int) Math.ceil(text.length() * (double) used.maxBytesPerChar()));
        used.reset();
        if (used.encode(text, encoded, true).isError()) {
            addUnknown(encoded.capacity());
        } else {
            add(encoded.array(), 0, encoded.position());
        }
    }

    /** So many bytes, of which it is not known what they are. */
    void addUnknown(long atMost) {
        doubtful = true;
        size += atMost;
    }

    void clear() {
        bytes = new ByteArrayOutputStream(512);
        size = 0;
        doubtful = false;
        halfOfPair = 0;
    }

    private static boolean isStateless(Charset charset) {
        return PLAIN.contains(charset)
                || charset.name().startsWith("ISO-8859-")
                || charset.name().startsWith("windows-125");
    }
}
