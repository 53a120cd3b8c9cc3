package dev.cacheplane.benchmarks.policy;

import dev.cacheplane.benchmarks.Times;
import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.policy.StreamedPolicies;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From sending a change to the moment when a request would obey it, on real instances of the SDK: 1, 100, and 100 among 2,000 streams. On the way there it
 * is timed where it passes: the answer to whoever made the change, which is after the commit; its arrival as a whole event on a plain stream, of which there is
 * always one at least and which nobody has to understand; the moment when a request would obey. Then, with {@code Prefer: wait}, the answer that all instances
 * have said so. What is between the first instance and the last is delivery's own; what is before includes the commit. Beside it, what the disk takes for a commit: a page appended and forced. The control plane is the one at the URL; all run on one machine.
 */
public final class Propagation {
    private static final ServiceName SERVICE = new ServiceName("propagation");
    private static final EndpointPath PATH = EndpointPath.parse("/products");
    private static final int MOST_INSTANCES = 100;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 40;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(150);
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final PrintStream out;
    private int ttl = 1_000;

    private Propagation(URI server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    /** Measures the control plane there, which must be open or know no tokens, and prints a table. */
    public static void run(URI server, PrintStream out) throws IOException, InterruptedException {
        Propagation propagation = new Propagation(server, out);
        out.println(
                "Each from sending the change. A page appended to a file in the temporary directory and forced to the disk: "
                        + ForcedWrites.measured(WARM_UP, ROUNDS));
        out.println(
                "| instances of the SDK | other streams | committed and answered | arrived on other streams | a request would obey"
                        + " | from the first instance to the last | all have said so |");
        out.println("|---|---|---|---|---|---|---|");
        for (int streams : new int[] {1, 100, 2_000}) {
            propagation.measure(streams);
        }
    }

    private void measure(int streams) throws IOException, InterruptedException {
        change("wait=0");
        int instances = Math.min(streams, MOST_INSTANCES);
        List<StreamedPolicies> sdks = new ArrayList<>();
        int plain = Math.max(1, streams - instances);
        try (EventStreams others = new EventStreams(server, SERVICE.value(), plain)) {
            for (int i = 0; i < instances; i++) {
                sdks.add(StreamedPolicies.start(SERVICE, server, null, null));
            }
            obeyed(sdks, System.nanoTime(), new Times(instances));
            Times answered = new Times(ROUNDS);
            Times obeyed = new Times(ROUNDS * instances);
            Times arrived = new Times(ROUNDS * plain);
            Times between = new Times(ROUNDS);
            Times said = new Times(ROUNDS);
            for (int round = 0; round < WARM_UP; round++) {
                round(sdks, others, new Times(instances), new Times(plain), new Times(1));
                said(new Times(1));
            }
            for (int round = 0; round < ROUNDS; round++) {
                Times obeyedThisTime = new Times(instances);
                round(sdks, others, obeyedThisTime, arrived, answered);
                obeyed.addAll(obeyedThisTime);
                between.add(obeyedThisTime.range());
            }
            for (int round = 0; round < ROUNDS; round++) {
                said(said);
            }
            out.printf(
                    Locale.ROOT,
                    "| %,d | %,d | %s | %s | %s | %s | %s |%n",
                    instances,
                    plain,
                    answered,
                    arrived,
                    obeyed,
                    between,
                    said);
        } finally {
            sdks.forEach(StreamedPolicies::close);
        }
    }

    private void round(List<StreamedPolicies> sdks, EventStreams others, Times obeyed, Times arrived, Times answered)
            throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_ROUNDS.toNanos());
        others.await("\"ttlSeconds\":" + (ttl + 1));
        long begun = System.nanoTime();
        var answer = http.sendAsync(nextChange().build(), HttpResponse.BodyHandlers.discarding())
                .thenAccept(done -> answered.add(System.nanoTime() - begun));
        obeyed(sdks, begun, obeyed);
        arrived.addAll(others.arrived());
        answer.join();
    }

    /** How long it takes until all instances have reported a change. */
    private void said(Times times) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_ROUNDS.toNanos());
        long begun = System.nanoTime();
        change("wait=10");
        times.add(System.nanoTime() - begun);
    }

    /** Looks at each instance until it obeys the latest change, and notes when it did. */
    private void obeyed(List<StreamedPolicies> sdks, long begun, Times times) throws InterruptedException {
        List<StreamedPolicies> waiting = new ArrayList<>(sdks);
        Duration wanted = Duration.ofSeconds(ttl);
        while (!waiting.isEmpty()) {
            waiting.removeIf(sdk -> {
                boolean obeys =
                        sdk.current().resolve("GET", PATH).policy().ttl().equals(wanted);
                if (obeys) {
                    times.add(System.nanoTime() - begun);
                }
                return obeys;
            });
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private void change(String preference) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(nextChange().header("Prefer", preference).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 && answer.statusCode() != 201) {
            throw new IllegalStateException("answers " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpRequest.Builder nextChange() {
        ttl++;
        return HttpRequest.newBuilder(server.resolve("/api/config/" + SERVICE + PATH))
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"ttlSeconds\":" + ttl + "}"));
    }
}
