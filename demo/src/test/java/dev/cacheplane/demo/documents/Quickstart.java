package dev.cacheplane.demo.documents;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.http.CacheExchange;
import dev.cacheplane.sdk.store.RedisAddress;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;

/** The code of the README, paragraph by paragraph, so that it compiles. */
abstract class Quickstart {
    record Item(long id, String name) {}

    interface Database {
        List<Item> items();
    }

    static ControlPlane start(ServletContext servletContext) {
        ControlPlane controlPlane = ControlPlane.builder("shop", URI.create("http://localhost:8000"))
                .redis(RedisAddress.parse("redis://localhost:6379"))
                .build();
        FilterRegistration.Dynamic filter = servletContext.addFilter("cacheplane", controlPlane.filter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(null, false, "/*");

        return controlPlane;
    }

    static List<Item> read(HttpServletRequest request, Database database) {
        Cached<List<Item>> items = CacheExchange.of(request).getOrLoad(new TypeOf<>() {}, database::items);

        return items.value();
    }

    static void updated(ControlPlane controlPlane) {
        controlPlane.cache().clearEndpoint("/items");
    }
}
