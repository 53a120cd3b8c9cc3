package dev.cacheplane.demo;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.http.CacheExchange;
import dev.cacheplane.sdk.store.RedisAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** The code of the README, paragraph by paragraph, so that it compiles. */
final class Quickstart {
    record Item(long id, String name) {}

    interface Database {
        List<Item> items();

        boolean rename(long id, String name);
    }

    private Quickstart() {}

    static ControlPlane start(ServletContext servletContext) {
        ControlPlane controlPlane = ControlPlane.builder("shop", URI.create("http://localhost:8000"))
                .redis(RedisAddress.parse("redis://localhost:6379"))
                .build();

        FilterRegistration.Dynamic filter = servletContext.addFilter("cacheplane", controlPlane.filter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");

        return controlPlane;
    }

    static List<Item> read(ControlPlane controlPlane, HttpServletRequest request, Database database) {
        CacheKey allItems = controlPlane.cache().key("/items");
        Cached<List<Item>> items =
                CacheExchange.of(request).withKey(allItems).getOrLoad(new TypeOf<>() {}, database::items);

        return Objects.requireNonNull(items.value());
    }

    static void change(ControlPlane controlPlane, CacheKey allItems, Database database) {
        controlPlane.cache().update(List.of(allItems), () -> database.rename(1, "Desk"));
    }
}
