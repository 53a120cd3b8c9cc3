package dev.cacheplane.benchmarks.http;

import java.util.Optional;

/** Who is measured. */
enum Rival {
    NEAR("Cacheplane, near", "detail=near"),
    REDIS("Cacheplane, Redis alone", "detail=redis"),
    BARE("bare servlet, constant bytes", ""),
    LETTUCE("servlet, one Lettuce `GET`", ""),
    CACHEABLE("Spring Boot, `@Cacheable` on Redis", ""),
    JETCACHE("Spring Boot, JetCache two-level", ""),
    NGINX("nginx `proxy_cache`, one worker", "HIT"),
    VARNISH("Varnish", "HIT");

    private final String title;
    private final String inCacheStatus;

    Rival(String title, String inCacheStatus) {
        this.title = title;
        this.inCacheStatus = inCacheStatus;
    }

    /** As documents call it. */
    String title() {
        return title;
    }

    /** What its {@code Cache-Status} must contain if it does what is measured; empty where there is no such field: of those the handler fails if it is asked twice for the same. */
    String inCacheStatus() {
        return inCacheStatus;
    }

    /** Whether it is a JVM. */
    boolean isJava() {
        return this != NGINX && this != VARNISH;
    }

    /** What it is to come close to, and how close; empty for whom nothing was promised. */
    Optional<Goal> goal() {
        return switch (this) {
            case NEAR -> Optional.of(new Goal(BARE, 0.95));
            case REDIS -> Optional.of(new Goal(LETTUCE, 0.9));
            default -> Optional.empty();
        };
    }

    /**
     * So much of another's throughput.
     *
     * @param share 1 for as much
     */
    record Goal(Rival of, double share) {}
}
