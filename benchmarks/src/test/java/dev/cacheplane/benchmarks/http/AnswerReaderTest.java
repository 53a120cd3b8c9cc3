package dev.cacheplane.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String HIT = "Cache-Status: shop; hit; detail=near\r\n";

    private final AnswerReader reader = new AnswerReader(new Expected("hello", "detail=near", true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 \r\ncontent-length:5\r\n" + HIT + "\r\nhello",
                "HTTP/1.1 200 OK\r\n" + HIT + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + HIT + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n"
            })
    void aRightAnswerIsReadHoweverItComes(String answer) {
        for (int cut = 1; cut < answer.length(); cut++) {
            assertThat(reader.read(bytes(answer.substring(0, cut)))).isFalse();
            assertThat(reader.isIdle()).isFalse();
            assertThat(reader.read(bytes(answer.substring(cut)))).isTrue();
            assertThat(reader.wasHit()).isTrue();
            assertThat(reader.closes()).isFalse();
            assertThat(reader.isIdle()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Oh\r\n" + HIT + "Content-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nCache-Status: shop; hit; detail=redis\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 4\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 5\r\n\r\nhallo",
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 5\r\n\r\nhelloHTTP",
                "HTTP/1.1 200 OK\r\n" + HIT + "Content-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + HIT + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n0\r\n\r\n"
            })
    void aWrongAnswerEndsTheMeasuring(String answer) {
        assertThatThrownBy(() -> reader.read(bytes(answer))).isInstanceOf(WrongAnswerException.class);
    }

    @Test
    void aServiceMaySayThatItCloses() {
        String answer = "HTTP/1.1 200 OK\r\n" + HIT + "Connection: close\r\nContent-Length: 5\r\n\r\nhello";
        assertThat(reader.read(bytes(answer))).isTrue();
        assertThat(reader.closes()).isTrue();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
