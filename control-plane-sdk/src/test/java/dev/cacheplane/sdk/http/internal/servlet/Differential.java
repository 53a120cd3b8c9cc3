package dev.cacheplane.sdk.http.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/** Sends the same random requests to an application with and without a watch before it, and compares all that comes back. */
public final class Differential {
    private final RandomServlet plain;
    private final int plainPort;
    private final RandomServlet watched;
    private final int watchedPort;
    private final WatchingFilter filter;

    private int answers;
    private int whole;

    public Differential(
            RandomServlet plain, int plainPort, RandomServlet watched, int watchedPort, WatchingFilter filter) {
        this.plain = plain;
        this.plainPort = plainPort;
        this.watched = watched;
        this.watchedPort = watchedPort;
        this.filter = filter;
    }

    /** How many answers there have been, and how many recordings of them were whole. */
    public String counts() {
        return answers + " answers, " + whole + " recorded whole";
    }

    /** The share of whole recordings. */
    public double wholeShare() {
        return (double) whole / answers;
    }

    /** Fails, and names the seed, if anything differs. */
    public void compare(long seed) throws Exception {
        try {
            compareOrFail(seed);
        } catch (Exception | AssertionError failure) {
            RandomServlet.Script script = RandomServlet.Script.of(seed);
            throw new AssertionError(
                    "seed " + seed + ", flow " + script.flow() + ", cut " + script.cut() + ", calls "
                            + script.calls().stream().map(DrawnCalls.Call::name).toList()
                            + "\n" + failure + "\n" + String.join("\n", plain.trace("run-" + seed)),
                    failure);
        }
    }

    private void compareOrFail(long seed) throws Exception {
        boolean head = new Random(~seed).nextInt(8) == 0;
        String version = new Random(~seed).nextInt(40) == 1 ? "HTTP/1.0" : "HTTP/1.1";
        RawAnswer expected = ask(plainPort, seed, head, version);
        List<String> expectedTrace = plain.trace("run-" + seed);
        filter.forgetRecordings();
        int shownBefore = filter.heads().size();
        RawAnswer actual = ask(watchedPort, seed, head, version);
        List<String> actualTrace = watched.trace("run-" + seed);
        for (int i = 0; i < Math.min(expectedTrace.size(), actualTrace.size()); i++) {
            assertThat(actualTrace.get(i)).isEqualTo(expectedTrace.get(i));
        }
        assertThat(actualTrace).hasSameSizeAs(expectedTrace);
        assertThat(comparable(actual)).isEqualTo(comparable(expected));
        assertThat(actual.body()).isEqualTo(expected.body());
        int same = Arrays.mismatch(
                rest(actual).getBytes(StandardCharsets.ISO_8859_1),
                rest(expected).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(
                        same < 0
                                ? ""
                                : rest(actual)
                                        .substring(
                                                Math.max(0, same - 20),
                                                Math.min(same + 20, rest(actual).length())))
                .as("the framing of %s, which is right", expected.framing())
                .isEmpty();
        answers++;
        RandomServlet.Flow flow = RandomServlet.Script.of(seed).flow();
        if (flow != RandomServlet.Flow.THROWS && !actual.framing().equals("cut") && actual.status() < 500) {
            assertThat(filter.heads()).hasSizeGreaterThan(shownBefore);
            assertThat(actual.head()).contains("Cache-Status: test; fwd=uri-miss");
            check(filter.recording(), actual, head);
        }
    }

    private void check(Recording recording, RawAnswer answer, boolean head) {
        if (!recording.isWhole()) {
            return;
        }
        whole++;
        assertThat(recording.status()).isEqualTo(answer.status());
        if (!head && answer.status() != 204 && answer.status() != 304) {
            assertThat(recording.body()).isEqualTo(answer.body());
        }
        TreeSet<String> sent = new TreeSet<>();
        answer.head().stream()
                .skip(1)
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> !line.matches("(?s)(date|server|cache-status|connection|keep-alive|transfer-encoding"
                        + "|content-length):.*"))
                .forEach(sent::add);
        TreeSet<String> recorded = new TreeSet<>();
        recording.fields().lines().stream()
                .map(line -> (line.name() + ": " + line.value()).toLowerCase(Locale.ROOT))
                .filter(line -> !line.matches("(?s)(date|server|connection|content-length|cache-tags):.*"))
                .forEach(recorded::add);
        assertThat(recorded).isEqualTo(sent);
    }

    private static List<String> comparable(RawAnswer answer) {
        List<String> lines = new ArrayList<>(answer.head());
        lines.removeIf(line -> line.matches("(?is)(date|cache-status|cache-tags):.*"));
        lines.add(answer.framing());
        lines.addAll(answer.trailers());
        return lines;
    }

    /** What follows the head, with the framing. */
    private static String rest(RawAnswer answer) {
        int end = answer.raw().indexOf("\r\n\r\n");
        return end < 0 ? "" : answer.raw().substring(end);
    }

    private static RawAnswer ask(int port, long seed, boolean head, String version) throws IOException {
        String request = String.join(
                "\r\n",
                (head ? "HEAD" : "GET") + " /app/random/" + seed + " " + version,
                "Host: a",
                "X-Run: run-" + seed);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(3_000);
            socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return RawAnswer.read(new BufferedInputStream(socket.getInputStream()), head);
        } catch (SocketTimeoutException neverEnds) {
            return new RawAnswer(List.of("HTTP/1.1 0 no end"), "cut", new byte[0], List.of(), "");
        }
    }
}
