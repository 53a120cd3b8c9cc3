package dev.cacheplane.sdk.http.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a handler sees of an altered request, on a real Jetty. */
class AlteredRequestTest {
    @Test
    void fieldsThatAreSetStandInPlaceOfTheClients() throws Exception {
        RequestChanges changes = RequestChanges.NONE
                .setting(Fields.of("If-None-Match", "\"ours\"", "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT"))
                .withholding(Set.of("range"));
        seen(changes, request -> {
            assertThat(Collections.list(request.getHeaders("if-none-match"))).containsExactly("\"ours\"");
            assertThat(request.getHeader("IF-NONE-MATCH")).isEqualTo("\"ours\"");
            assertThat(request.getDateHeader("if-modified-since")).isEqualTo(784_111_777_000L);
            assertThatThrownBy(() -> request.getDateHeader("if-none-match"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> request.getIntHeader("if-none-match")).isInstanceOf(NumberFormatException.class);
        });
    }

    @Test
    void fieldsThatAreWithheldAreNowhere() throws Exception {
        seen(RequestChanges.NONE.withholding(Set.of("range", "if-none-match", "x-number")), request -> {
            assertThat(request.getHeader("Range")).isNull();
            assertThat(Collections.list(request.getHeaders("Range"))).isEmpty();
            assertThat(request.getDateHeader("Range")).isEqualTo(-1);
            assertThat(request.getIntHeader("X-Number")).isEqualTo(-1);
            assertThat(Collections.list(request.getHeaderNames())).containsExactlyInAnyOrder("Host", "X-Other");
        });
    }

    @Test
    void otherFieldsAreTheClients() throws Exception {
        seen(RequestChanges.NONE.setting(Fields.of("range", "bytes=9-")), request -> {
            assertThat(request.getHeader("x-other")).isEqualTo("b");
            assertThat(request.getIntHeader("x-number")).isEqualTo(7);
            assertThat(Collections.list(request.getHeaderNames()))
                    .containsExactlyInAnyOrder("Host", "X-Other", "X-Number", "If-None-Match", "range");
        });
        seen(RequestChanges.NONE, request -> {
            assertThat(request.getHeader("range")).isEqualTo("bytes=0-1");
            assertThat(Collections.list(request.getHeaderNames())).hasSize(5);
        });
    }

    @Test
    void theReadOfAWatchedAttributeIsTold() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        seen(RequestChanges.NONE.telling(Set.of("policy"), reads::incrementAndGet), request -> {
            request.setAttribute("policy", 1);
            request.setAttribute("other", 2);
            assertThat(request.getAttribute("other")).isEqualTo(2);
            assertThat(reads).hasValue(0);
            assertThat(request.getAttribute("policy")).isEqualTo(1);
            assertThat(reads).hasValue(1);
        });
    }

    @Test
    void theClientsRequestIsBehindIt() throws Exception {
        seen(RequestChanges.NONE.withholding(Set.of("range")), request -> {
            HttpServletRequest behind = (HttpServletRequest) ((HttpServletRequestWrapper) request).getRequest();
            assertThat(behind.getHeader("range")).isEqualTo("bytes=0-1");
        });
    }

    private static void seen(RequestChanges changes, Consumer<HttpServletRequest> look) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (JettyApp app = new JettyApp(null, (request, response) -> {
                    try {
                        look.accept(altered(request, response, changes));
                    } catch (Throwable wrong) {
                        failure.set(wrong);
                    }
                });
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
            String head = String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: localhost",
                    "X-Other: b",
                    "X-Number: 7",
                    "If-None-Match: \"client\"",
                    "Range: bytes=0-1");
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            RawAnswer.read(socket.getInputStream(), false);
        }
        Throwable wrong = failure.get();
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    private static HttpServletRequest altered(
            HttpServletRequest request, HttpServletResponse response, RequestChanges changes) {
        WatchedResponse watched = new WatchedResponse(response, Set.of(), (status, fields, add) -> Verdict.PASS);
        return new AlteredRequest(request, watched, changes, () -> {});
    }
}
