package dev.cacheplane.containers;

import dev.cacheplane.policy.PolicySettings;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests that share a container, and bring each its handler and an empty cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnContainer {
    private final Container.Starter starter;
    private final SwitchedFilter filter = new SwitchedFilter();
    private final App app = new App();
    private @Nullable Container container;
    private Client client = new Client(0);
    private Shop shop = new Shop(Shop.ON);

    OnContainer(Container.Starter starter) {
        this.starter = starter;
    }

    @BeforeAll
    final void start() throws Exception {
        Container started = starter.start(filter, app);
        container = started;
        client = new Client(started.port());
    }

    @AfterAll
    final void stop() {
        Container started = container;
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    final void forget() {
        filter.become(null);
        shop.close();
    }

    final Client client() {
        return client;
    }

    final Shop shop() {
        return shop;
    }

    final AtomicInteger runs() {
        return app.runs;
    }

    final void serve(PolicySettings policy, App.Handler handler) {
        shop.close();
        shop = new Shop(policy);
        filter.become(shop.filter());
        app.become(handler);
    }

    /** As {@link #serve}, without the filter. */
    final void serveWithout(App.Handler handler) {
        filter.become(null);
        app.become(handler);
    }

    static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void print(AsyncContext context, String text) {
        try {
            context.getResponse().getOutputStream().print(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
