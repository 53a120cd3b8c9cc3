package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldLine;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends requests to this very process, where they came in, so that a stale response is made anew behind the back of the client who got it. Containers use a request's objects again once its client
 * has its answer: so this is a request of its own, and it works in each of them.
 *
 * <p>It bears a token that is good once, by which this process knows it for its own: nobody else can ask for it. What comes back is of no interest and thrown away. Thread-safe.
 */
final class Loopback {
    /** The field with the token. The handler does not see it. */
    static final String FIELD = "Cacheplane-Refresh";

    private static final Logger log = LoggerFactory.getLogger(Loopback.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CONNECT_MILLIS = 1_000;
    private static final Duration REST = Duration.ofMinutes(1);

    /** Of the client's request what is for it alone, or for its connection; and what would have a new response not be made. */
    private static final Set<String> LEFT_OUT = Set.of(
            "cache-control",
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "keep-alive",
            "pragma",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            FIELD.toLowerCase(Locale.ROOT));

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    private final Duration rest;
    private final LongSupplier nanoClock;
    /** When one that did not get back was given up, or the one was sent that tries whether they do again; null as long as they do. */
    private volatile @Nullable Long lost;

    /** @param patience how long an answer may take */
    Loopback(Duration patience) {
        this(patience, REST, System::nanoTime);
    }

    /** @param rest after so long without, one request tries whether they get back again */
    Loopback(Duration patience, Duration rest, LongSupplier nanoClock) {
        this.patience = patience;
        this.rest = rest;
        this.nanoClock = nanoClock;
    }

    /** A request that can be sent when the one that it is made of is gone. */
    record Again(String address, int port, List<FieldLine> lines, String target) {
        private boolean isSound() {
            return new Fields(lines).areSound() && target.chars().allMatch(c -> c > ' ' && c < 0x7f);
        }
    }

    /**
     * The same request once more; null if it does not get here: not through HTTPS, whose certificate is not for this machine's own name, nor for a while where one has failed to, nor if a filter in front
     * has made something of it that would be another on the wire.
     */
    @Nullable
    Again again(HttpServletRequest request) {
        if (isLost() || request.getLocalPort() <= 0 || request.getLocalAddr() == null || request.isSecure()) {
            return null;
        }
        Enumeration<String> names = request.getHeaderNames();
        Again again = names == null ? null : of(request, names);
        return again != null && again.isSound() ? again : null;
    }

    private boolean isLost() {
        Long since = lost;
        return since != null && nanoClock.getAsLong() - since < rest.toNanos();
    }

    /** Takes the token of a request, if it is one of ours; others have it no more. */
    boolean isOne(HttpServletRequest request) {
        String token = sent.isEmpty() ? null : request.getHeader(FIELD);
        return token != null && sent.remove(token);
    }

    private static Again of(HttpServletRequest request, Enumeration<String> names) {
        List<FieldLine> lines = new ArrayList<>();
        for (String name : Collections.list(names)) {
            if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                Collections.list(request.getHeaders(name)).forEach(value -> lines.add(new FieldLine(name, value)));
            }
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return new Again(request.getLocalAddr(), request.getLocalPort(), lines, request.getRequestURI() + query);
    }

    /** Sends it and waits for the end of the answer. Where the last one did not get here, one tries after a while, and the others are left out. */
    void send(Again request) {
        boolean tries = lost != null;
        if (tries && !isFirstToTry()) {
            return;
        }
        if (!isTakenHere(request)) {
            Level level = lost == null ? Level.WARN : Level.DEBUG;
            lost = nanoClock.getAsLong();
            log.atLevel(level)
                    .log(
                            "Requests to {}:{} do not get back to this process: stale responses are made anew by the first client who asks, who waits for it",
                            request.address(),
                            request.port());
        } else if (tries) {
            lost = null;
            log.info("Requests to {}:{} get back to this process again", request.address(), request.port());
        }
    }

    private synchronized boolean isFirstToTry() {
        if (isLost()) {
            return false;
        }
        lost = nanoClock.getAsLong();
        return true;
    }

    /** Whether this process has got it for its own. */
    private boolean isTakenHere(Again request) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        sent.add(token);
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(request.address(), request.port()), CONNECT_MILLIS);
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            write(request, token, socket.getOutputStream());
            drain(socket.getInputStream());
        } catch (IOException e) {
            log.debug("a response was not made anew over {}:{}", request.address(), request.port(), e);
        }
        return !sent.remove(token);
    }

    private static void write(Again request, String token, OutputStream to) throws IOException {
        StringBuilder head =
                new StringBuilder(512).append("GET ").append(request.target()).append(" HTTP/1.1\r\n");
        request.lines()
                .forEach(line -> head.append(line.name())
                        .append(": ")
                        .append(line.value())
                        .append("\r\n"));
        head.append(FIELD).append(": ").append(token).append("\r\nConnection: close\r\n\r\n");
        OutputStream buffered = new BufferedOutputStream(to);
        buffered.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        buffered.flush();
    }

    private static void drain(InputStream from) throws IOException {
        byte[] buffer = new byte[8192];
        while (from.read(buffer) >= 0) {
            // of no interest
        }
    }
}
