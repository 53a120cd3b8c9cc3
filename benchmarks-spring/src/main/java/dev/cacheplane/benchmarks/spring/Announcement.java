package dev.cacheplane.benchmarks.spring;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever has started the service where it listens. */
@Component
class Announcement {
    @EventListener
    void ready(ApplicationReadyEvent event) {
        System.out.println("listening on "
                + event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port"));
    }
}
