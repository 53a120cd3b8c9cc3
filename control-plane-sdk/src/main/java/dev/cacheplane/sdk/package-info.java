/**
 * The front door of the library that services carry; enter by {@code ControlPlane}.
 *
 * <p>This is a whole service on Javalin. Any servlet container will do: the filter is a {@code jakarta.servlet.Filter}.
 *
 * <pre>{@code
 * ControlPlane controlPlane = ControlPlane.builder("product-service", URI.create("http://localhost:8000"))
 *         .redis(RedisAddress.parse("redis://localhost:6379"))
 *         .build();
 * CacheKey key = controlPlane.cache().key("/products");
 *
 * Javalin web = Javalin.create(config -> {
 *     FilterHolder filter = new FilterHolder(controlPlane.filter());
 *     filter.setAsyncSupported(true);
 *     config.jetty.modifyServletContextHandler(context ->
 *             context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC)));
 *     config.routes.get("/products", context -> {
 *         Cached<List<String>> products = CacheExchange.of(context.req()).withKey(key)
 *                 .getOrLoad(new TypeOf<List<String>>() {}, () -> catalog.all());
 *         context.json(products);
 *     });
 *     config.routes.put("/products/{name}", context ->
 *             controlPlane.cache().update(List.of(key), () -> catalog.add(context.pathParam("name"))));
 * }).start(3000);
 * }</pre>
 *
 * <p>Nothing is cached until somebody turns it on: {@code curl -X PATCH
 * localhost:8000/api/config/product-service/products -d '{"shouldCache":true}'}.
 */
@NullMarked
package dev.cacheplane.sdk;

import org.jspecify.annotations.NullMarked;
