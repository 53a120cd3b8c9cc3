package dev.cacheplane.sdk.policy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the HTML standard has them (section 9.2), save that lines do not end with a lone carriage
 * return, that an id is of one event alone, and that no event may be larger than a limit, nor what stands between two.
 */
final class EventReader {
    private static final String DEFAULT_TYPE = "message";
    private static final int MOST_DIGITS = 9;
    private static final ByteString COLON = ByteString.encodeUtf8(":");

    private final BufferedSource source;
    private final long limit;

    /** @param limit in bytes, of all lines of an event */
    EventReader(BufferedSource source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /**
     * The next event; empty at the end of the stream.
     *
     * @throws IOException if there is none to be had, or it is over the limit
     */
    Optional<StreamEvent> next() throws IOException {
        Event event = new Event();
        long left = limit;
        while (true) {
            ByteString line = line(left);
            if (line == null) {
                return Optional.empty(); // what is not finished is no event
            }
            left -= line.size() + 1L;
            if (line.size() > 0) {
                event.take(line);
            } else if (event.lines > 0) {
                return Optional.of(event.finished());
            } else {
                event = new Event();
            }
        }
    }

    /** One line without its end; null if the stream ends instead. */
    private @Nullable ByteString line(long left) throws IOException {
        long end = left <= 0 ? -1 : source.indexOf((byte) '\n', 0, left);
        if (end < 0) {
            if (left <= 0 || source.request(left)) {
                throw new IOException("an event is over " + limit + " bytes");
            }
            return null;
        }
        ByteString line = source.readByteString(end);
        source.skip(1);
        int last = line.size() - 1;
        return last >= 0 && line.getByte(last) == '\r' ? line.substring(0, last) : line;
    }

    /** An event as far as it was read. */
    private static final class Event {
        private final Buffer data = new Buffer();
        private int lines;
        private String type = DEFAULT_TYPE;
        private @Nullable String id;
        private @Nullable Duration retry;

        void take(ByteString line) {
            int colon = line.indexOf(COLON);
            if (colon == 0) {
                return; // a comment
            }
            String name = (colon < 0 ? line : line.substring(0, colon)).utf8();
            ByteString value = colon < 0 ? ByteString.EMPTY : line.substring(colon + 1);
            if (value.size() > 0 && value.getByte(0) == ' ') {
                value = value.substring(1);
            }
            switch (name) {
                case "data" -> {
                    if (lines++ > 0) {
                        data.writeByte('\n');
                    }
                    data.write(value);
                }
                case "event" -> type = value.size() == 0 ? DEFAULT_TYPE : value.utf8();
                case "id" -> id = value.utf8();
                case "retry" -> retry = millis(value.utf8());
                default -> {
                    // Not known to anybody: ignored.
                }
            }
        }

        private static @Nullable Duration millis(String digits) {
            return digits.matches("[0-9]{1," + MOST_DIGITS + "}") ? Duration.ofMillis(Long.parseLong(digits)) : null;
        }

        StreamEvent finished() {
            return new StreamEvent(type, id, data.readByteString(), retry);
        }
    }
}
