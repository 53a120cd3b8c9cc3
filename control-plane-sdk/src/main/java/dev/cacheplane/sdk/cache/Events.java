package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheListener;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners; without any, an event is not even made. */
final class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);

    private final List<CacheListener> listeners;

    Events(List<CacheListener> listeners) {
        this.listeners = List.copyOf(listeners);
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
            } catch (RuntimeException e) {
                log.warn("A listener failed on {}", event.getClass().getSimpleName(), e);
            }
        }
    }
}
