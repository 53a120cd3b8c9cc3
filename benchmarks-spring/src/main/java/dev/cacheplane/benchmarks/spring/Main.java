package dev.cacheplane.benchmarks.spring;

import org.springframework.boot.SpringApplication;

/** Starts one of the services: {@code cacheable} or {@code jetcache}, then Boot's own arguments. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Class<?> service = switch (arguments.length == 0 ? "" : arguments[0]) {
            case "cacheable" -> CacheableService.class;
            case "jetcache" -> JetCacheService.class;
            default -> throw new IllegalArgumentException("expected cacheable or jetcache");
        };
        var unused = SpringApplication.run(service, arguments);
    }
}
