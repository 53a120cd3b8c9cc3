package dev.cacheplane.sdk.http.internal.servlet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer as it came over the wire.
 *
 * @param head status line and fields, as they were sent
 * @param framing {@code length}, {@code chunked}, {@code close} or {@code none}; {@code cut} if it ended before its time
 * @param body without the framing
 * @param raw everything, the framing included, one character a byte
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them whole
public record RawAnswer(List<String> head, String framing, byte[] body, List<String> trailers, String raw) {
    public int status() {
        return Integer.parseInt(head.get(0).split(" ", 3)[1]);
    }

    /** Whether the connection may be used again. */
    boolean isReusable() {
        return !framing.equals("close")
                && !framing.equals("cut")
                && head.stream().noneMatch(line -> line.equalsIgnoreCase("connection: close"));
    }

    /** Reads one answer, with those that go before it and are not final. */
    public static RawAnswer read(InputStream in, boolean toHead) throws IOException {
        Tap tap = new Tap(in);
        List<String> head = tap.lines();
        while (!head.isEmpty() && head.get(0).startsWith("HTTP/1.1 1")) {
            List<String> interim = head;
            head = new ArrayList<>(tap.lines());
            head.addAll(interim);
        }
        if (head.isEmpty()) {
            return new RawAnswer(List.of("HTTP/1.1 0 nothing"), "cut", new byte[0], List.of(), tap.raw());
        }
        int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
        String length = value(head, "content-length");
        if (toHead || status == 204 || status == 304) {
            return new RawAnswer(head, "none", new byte[0], List.of(), tap.raw());
        }
        if (value(head, "transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunked(head, tap);
        }
        byte[] body = length.isEmpty() ? tap.all() : tap.bytes(Integer.parseInt(length));
        boolean cut = !length.isEmpty() && body.length < Integer.parseInt(length);
        return new RawAnswer(head, cut ? "cut" : length.isEmpty() ? "close" : "length", body, List.of(), tap.raw());
    }

    private static RawAnswer chunked(List<String> head, Tap tap) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = tap.line();
            if (size.isEmpty()) {
                return new RawAnswer(head, "cut", body.toByteArray(), List.of(), tap.raw());
            }
            int length = Integer.parseInt(size.trim(), 16);
            if (length == 0) {
                return new RawAnswer(head, "chunked", body.toByteArray(), tap.lines(), tap.raw());
            }
            body.writeBytes(tap.bytes(length));
            tap.line();
        }
    }

    private static String value(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** A stream that remembers what has been read. */
    private static final class Tap {
        private final InputStream in;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Tap(InputStream in) {
            this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        }

        String raw() {
            return read.toString(StandardCharsets.ISO_8859_1);
        }

        /** Without its end; empty at the end of the stream. */
        String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                read.write(octet);
                if (octet == '\n') {
                    break;
                }
                if (octet != '\r') {
                    line.append((char) octet);
                }
            }
            return line.toString();
        }

        List<String> lines() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                lines.add(line);
            }
            return lines;
        }

        byte[] bytes(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            read.writeBytes(bytes);
            return bytes;
        }

        byte[] all() throws IOException {
            byte[] bytes = in.readAllBytes();
            read.writeBytes(bytes);
            return bytes;
        }
    }
}
