package dev.cacheplane.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the responses of one HTTP/1.1 connection as their bytes come, and holds each against what it should be: status 200, every byte of the body, and in {@code Cache-Status} that it is a hit.
 * It makes no objects. Of one thread.
 */
final class AnswerReader {
    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");
    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] CACHE_STATUS = ascii("cache-status:");
    private static final int LONGEST_LINE = 8_192;

    /** What comes next. */
    private enum Part {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final ByteBuffer body;
    private final byte[] hitWords;
    private final boolean hitsAlone;
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private Part part = Part.STATUS;
    private int left;
    private int bodyRead;
    private boolean chunked;
    private boolean hit;
    private boolean closes;

    AnswerReader(Expected expected) {
        body = ByteBuffer.wrap(ascii(expected.body()));
        hitWords = ascii(expected.hit());
        hitsAlone = expected.always();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the last response was a hit by its own account. */
    boolean wasHit() {
        return hit;
    }

    /** Whether the last response has said that the connection is closed behind it. */
    boolean closes() {
        return closes;
    }

    /** Whether it is between two responses. */
    boolean isIdle() {
        return part == Part.STATUS && lineLength == 0;
    }

    /**
     * Takes all there is.
     *
     * @return whether a response has ended with it
     * @throws WrongAnswerException if it is not as it should be, or something follows that nobody has asked for
     */
    boolean read(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (part == Part.BODY || part == Part.CHUNK) {
                takeBody(in);
            } else {
                takeLine(in);
            }
            if (part == Part.STATUS && lineLength == 0) {
                return ended(in);
            }
        }
        return false;
    }

    private boolean ended(ByteBuffer in) {
        check(!in.hasRemaining(), "more came than was asked for");
        check(bodyRead == body.capacity(), "the body has " + bodyRead + " bytes instead of " + body.capacity());
        return true;
    }

    private void takeBody(ByteBuffer in) {
        int some = Math.min(left, in.remaining());
        check(bodyRead + some <= body.capacity(), "the body has more than " + body.capacity() + " bytes");
        int end = in.limit();
        in.limit(in.position() + some);
        body.limit(bodyRead + some).position(bodyRead);
        check(in.mismatch(body) < 0, "the body is another one");
        in.position(in.limit()).limit(end);
        bodyRead += some;
        left -= some;
        if (left == 0) {
            part = part == Part.BODY ? Part.STATUS : Part.CHUNK_END;
        }
    }

    private void takeLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                lineLength -= lineLength > 0 && line[lineLength - 1] == '\r' ? 1 : 0;
                part = afterLine();
                lineLength = 0;
                return;
            }
            check(lineLength < LONGEST_LINE, "a line is too long");
            line[lineLength++] = b;
        }
    }

    private Part afterLine() {
        return switch (part) {
            case STATUS -> afterStatus();
            case HEADER -> lineLength == 0 ? afterHead() : afterHeader();
            case CHUNK_SIZE -> {
                left = number(0, 16);
                yield left == 0 ? Part.TRAILER : Part.CHUNK;
            }
            case CHUNK_END -> Part.CHUNK_SIZE;
            case TRAILER -> lineLength == 0 ? Part.STATUS : Part.TRAILER;
            case BODY, CHUNK -> throw new IllegalStateException("no lines in a body");
        };
    }

    private Part afterStatus() {
        check(lineLength >= 12 && number(9, 10) == 200, "the status is not 200");
        left = 0;
        bodyRead = 0;
        chunked = false;
        hit = false;
        closes = false;
        return Part.HEADER;
    }

    private Part afterHeader() {
        if (begins(CONTENT_LENGTH)) {
            left = number(CONTENT_LENGTH.length, 10);
        } else if (begins(TRANSFER_ENCODING)) {
            chunked = true;
        } else if (begins(CONNECTION)) {
            closes = contains(CONNECTION.length, ascii("close"));
        } else if (begins(CACHE_STATUS)) {
            hit = contains(CACHE_STATUS.length, hitWords);
        }
        return Part.HEADER;
    }

    private Part afterHead() {
        check(hit || !hitsAlone, "it is no hit");
        return chunked ? Part.CHUNK_SIZE : left == 0 ? Part.STATUS : Part.BODY;
    }

    private boolean begins(byte[] name) {
        for (int i = 0; i < name.length; i++) {
            byte c = i < lineLength ? line[i] : 0;
            if (name[i] != (c >= 'A' && c <= 'Z' ? c + 32 : c)) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(int from, byte[] words) {
        for (int at = from; at + words.length <= lineLength; at++) {
            int same = 0;
            while (same < words.length && line[at + same] == words[same]) {
                same++;
            }
            if (same == words.length) {
                return true;
            }
        }
        return false;
    }

    /** The digits from there on, behind blanks; what is no digit ends the number. */
    private int number(int from, int radix) {
        int at = from;
        while (at < lineLength && line[at] == ' ') {
            at++;
        }
        int number = 0;
        for (; at < lineLength && Character.digit(line[at], radix) >= 0; at++) {
            number = number * radix + Character.digit(line[at], radix);
        }
        return number;
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            throw new WrongAnswerException(
                    otherwise + "; the last line is: " + new String(line, 0, lineLength, StandardCharsets.ISO_8859_1));
        }
    }
}
