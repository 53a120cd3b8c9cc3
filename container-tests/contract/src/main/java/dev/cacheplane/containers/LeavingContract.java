package dev.cacheplane.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clients that go away before they have everything: it is their loss alone, on every container. */
public abstract class LeavingContract extends OnContainer {
    private static final String A = Container.PATH + "/a";

    protected LeavingContract(Container.Starter starter) {
        super(starter);
    }

    /** Writes until that fails. */
    @FunctionalInterface
    private interface Endless {
        void write(HttpServletResponse response) throws IOException;
    }

    /** The first client of a handler goes when it has the first of what it is written. What another gets, who has asked meanwhile. */
    private HttpResponse<String> goesWhileAnotherWaits(Endless first) throws IOException {
        CountDownLatch mayBreak = new CountDownLatch(1);
        serve(Shop.ON, (request, response) -> {
            if (runs().get() > 1) {
                response.getOutputStream().print("run " + runs());
                return;
            }
            response.setContentType("text/plain");
            response.flushBuffer();
            waitFor(mayBreak);
            first.write(response);
        });
        CompletableFuture<HttpResponse<String>> other;
        try (Socket client = client().open("GET", A)) {
            assertThat(client.getInputStream().read()).isEqualTo('H');
            other = client().sendAsync("GET", A);
            client.setSoLinger(true, 0); // it is heard of at the next write
        }
        mayBreak.countDown();
        return other.join();
    }

    private void assertMadeAnewAndStored(HttpResponse<String> other) {
        assertThat(other.body()).isEqualTo("run 2");
        assertThat(Client.status(other)).isEqualTo("shop; fwd=uri-miss; fwd-status=200; stored");
        HttpResponse<String> hit = client().get(A);
        assertThat(hit.body()).isEqualTo("run 2");
        assertThat(Client.status(hit)).contains("; hit;");
        assertThat(runs()).hasValue(2);
    }

    @Test
    void ofAResponseThatItsClientLeavesNothingIsStoredAndOneOfThoseWhoWaitMakesItAnew() throws IOException {
        AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();

        HttpResponse<String> other = goesWhileAnotherWaits(response -> {
            while (true) {
                try {
                    response.getOutputStream().write(new byte[100]);
                    response.flushBuffer();
                } catch (IOException gone) {
                    thrown.set(gone);
                    throw gone;
                }
            }
        });

        assertThat(thrown.get()).as("what the handler is told").isInstanceOf(IOException.class);
        assertMadeAnewAndStored(other);
    }

    @Test
    void norIfItIsAWriterWhichKeepsThatToItself() throws IOException {
        HttpResponse<String> other = goesWhileAnotherWaits(response -> {
            PrintWriter writer = response.getWriter();
            await().until(() -> {
                writer.print("more");
                return writer.checkError();
            });
        });

        assertMadeAnewAndStored(other);
    }

    @Test
    void whoLeavesWhatIsStoredTakesNothingFromOthers() throws IOException {
        byte[] much = new byte[900_000];
        serve(Shop.ON, (request, response) -> response.getOutputStream().write(much));
        client().get(A);
        try (Socket client = client().open("GET", A)) {
            assertThat(client.getInputStream().read()).isEqualTo('H');
            client.setSoLinger(true, 0);
        }

        HttpResponse<String> hit = client().get(A);

        assertThat(Client.status(hit)).contains("; hit;");
        assertThat(hit.body()).hasSize(much.length);
        assertThat(runs()).hasValue(1);
    }
}
