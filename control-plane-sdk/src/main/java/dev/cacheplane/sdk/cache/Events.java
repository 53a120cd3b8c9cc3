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

    /** @param event of an endpoint and a key: {@code CacheEvent.Hit::new} */
    void tell(Terms terms, BiFunction<String, String, CacheEvent> event) {
        if (!listeners.isEmpty()) {
            tell(event.apply(terms.endpoint(), terms.entry()));
        }
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
