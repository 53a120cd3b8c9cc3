package dev.cacheplane.sdk.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okio.Buffer;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final long LIMIT = 64;

    @Test
    void anEventHasTypeIdDataAndRetry() throws IOException {
        assertThat(read("event: goodbye\nid: e-1-00\nretry: 250\ndata: {}\n\n"))
                .containsExactly(event("goodbye", "e-1-00", "{}", Duration.ofMillis(250)));
    }

    @Test
    void oneThatSaysNothingButDataIsAMessage() throws IOException {
        assertThat(read("data:x\n\n")).containsExactly(event("message", null, "x", null));
    }

    @Test
    void severalLinesOfDataAreJoined() throws IOException {
        assertThat(read("data: a\ndata:\ndata:  b\n\n")).containsExactly(event("message", null, "a\n\n b", null));
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        assertThat(read("event: heartbeat\r\ndata: x\r\n\r\n")).containsExactly(event("heartbeat", null, "x", null));
    }

    @Test
    void commentsAndUnknownFieldsAreIgnored() throws IOException {
        assertThat(read(": hello\n\nwhat: ever\nnothing\ndata: x\n\n"))
                .containsExactly(event("message", null, "x", null));
    }

    @Test
    void anEventWithoutDataIsNone() throws IOException {
        assertThat(read("event: policies\nid: 1\n\ndata: x\n\n")).containsExactly(event("message", null, "x", null));
    }

    @Test
    void whatIsNotFinishedIsNoEvent() throws IOException {
        assertThat(read("data: x\n\ndata: y\n")).hasSize(1);
        assertThat(read("data: x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999"})
    void aRetryThatIsNoTimeIsIgnored(String retry) throws IOException {
        assertThat(read("retry: " + retry + "\ndata: x\n\n")).containsExactly(event("message", null, "x", null));
    }

    @Test
    void dataStaysAsItsBytesAre() throws IOException {
        Buffer bytes =
                new Buffer().writeUtf8("data: ").writeByte(0xff).writeByte(0).writeUtf8("\n\n");
        Optional<StreamEvent> read = new EventReader(bytes, LIMIT).next();
        assertThat(read.map(StreamEvent::data)).contains(ByteString.of((byte) 0xff, (byte) 0));
    }

    @Test
    void anEventMayBeAsLargeAsTheLimitIsAndTheNextOneTooButNoLarger() throws IOException {
        String most = "data: " + "x".repeat((int) LIMIT - 8) + "\n\n";
        assertThat(read(most + most)).hasSize(2);
        assertThatThrownBy(() -> read("data: " + "x".repeat((int) LIMIT - 6) + "\n\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over 64 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "data: x\n", ":\n", "id\n"})
    void whatHasNoEndIsLeftAtTheLimit(String piece) {
        assertThatThrownBy(() -> read(piece.repeat(100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over 64 bytes");
    }

    @Test
    void ofALineThatNeverEndsNoMuchMoreIsReadThanTheLimit() {
        AtomicLong sent = new AtomicLong();
        Source endless = new ForwardingSource(new Buffer()) {
            @Override
            public long read(Buffer sink, long most) {
                assertThat(sent.addAndGet(most)).as("bytes taken").isLessThan(1 << 20);
                sink.write(new byte[(int) most]);
                return most;
            }
        };

        assertThatThrownBy(() -> new EventReader(Okio.buffer(endless), LIMIT).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("over 64 bytes");
    }

    private static List<StreamEvent> read(String text) throws IOException {
        EventReader reader = new EventReader(new Buffer().write(text.getBytes(UTF_8)), LIMIT);
        List<StreamEvent> events = new ArrayList<>();
        for (Optional<StreamEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
            events.add(next.get());
        }
        return events;
    }

    private static StreamEvent event(String type, @Nullable String id, String data, @Nullable Duration retry) {
        return new StreamEvent(type, id, ByteString.encodeUtf8(data), retry);
    }
}
