package dev.cacheplane.sdk.cache;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheListener;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners; without any, an event is not even made. */
final class Events implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final int WAITING = 1_000;

    private final List<CacheListener> listeners;
    private final ThreadPoolExecutor thread;

    Events(List<CacheListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                10,
                SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                task -> {
                    Thread telling = new Thread(task, "cacheplane-events");
                    telling.setDaemon(true);
                    return telling;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Runs what tells or logs something, soon, for those whose own thread must not wait for it. What finds no place, because a listener or a log blocks, is left out. */
    void later(Runnable telling) {
        thread.execute(telling);
    }

    /** What is to be told later still is. */
    @Override
    public void close() {
        thread.shutdown();
    }

    /** @param event of an endpoint and a key: {@code CacheEvent.Miss::new} */
    void tell(Terms terms, BiFunction<String, String, CacheEvent> event) {
        if (!listeners.isEmpty()) {
            tell(event.apply(terms.endpoint(), terms.entry()));
        }
    }

    /** Of a value that was in the cache. */
    void tellServed(Terms terms, Standing standing) {
        if (standing == Standing.FRESH) {
            tell(terms, (endpoint, key) -> new CacheEvent.Hit(endpoint, key, false));
        } else {
            tell(terms, CacheEvent.StaleServed::new);
        }
    }

    /** Of a value that was in this process' own memory. */
    void tellNear(Terms terms) {
        tell(terms, (endpoint, key) -> new CacheEvent.Hit(endpoint, key, true));
    }

    void tell(Supplier<CacheEvent> event) {
        if (!listeners.isEmpty()) {
            tell(event.get());
        }
    }

    private void tell(CacheEvent event) {
        for (CacheListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) { // whatever it is, it is the listener's own
                log.warn("A listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
