package dev.cacheplane.products;

import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.http.CacheExchange;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Products over HTTP, cached in two ways. The list is cached by its handler, which asks the request's {@link CacheExchange} and says in its answer whether that was cached; {@code /products?page=2}
 * has no entry of its own. A single product is cached by the filter in front, of which its handler knows nothing. Writing goes through the cache, which takes out what was stored of that product.
 */
final class ProductRoutes {
    private static final TypeOf<List<Product>> PRODUCTS = new TypeOf<>() {};

    /** One form for each id, and so one key: {@code /products/01} is not product 1. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final ProductCatalog catalog;
    private final Cache cache;
    private final CacheKey allProducts;

    ProductRoutes(ProductCatalog catalog, Cache cache) {
        this.catalog = catalog;
        this.cache = cache;
        this.allProducts = cache.key("/products");
    }

    void addTo(RoutesConfig routes) {
        routes.get("/products", this::list);
        routes.get("/products/{id}", this::show);
        routes.put("/products/{id}", this::update);
        routes.get(
                "/health",
                context -> context.header(Header.CACHE_CONTROL, "no-store").json(new Health("up")));
    }

    private void list(Context context) throws InterruptedException {
        Cached<List<Product>> products =
                CacheExchange.of(context.req()).withKey(allProducts).getOrLoad(PRODUCTS, catalog::all);
        context.json(new ProductList(products.cached(), Objects.requireNonNull(products.value())));
    }

    /** Knows nothing of caching: the filter in front stores the response, if the policy says so. */
    private void show(Context context) throws InterruptedException {
        context.json(catalog.find(id(context)).orElseThrow(() -> noProduct(context)));
    }

    /**
     * The database with the entries barred, then the cache, then the answer: who asks after the answer gets the new product. What a reader who
     * began before is still computing will not be stored, even if this process dies once the database has committed.
     */
    private void update(Context context) {
        long id = id(context);
        ProductUpdate update = ProductUpdate.parse(context.bodyAsBytes());
        var updated = cache.update(List.of(allProducts, product(id)), () -> catalog.update(id, update));
        if (!Boolean.TRUE.equals(updated.value())) {
            throw noProduct(context);
        }
        context.json(new Updated(true, "Product updated"));
    }

    private CacheKey product(long id) {
        return cache.key("/products/" + id);
    }

    private static long id(Context context) {
        String id = context.pathParam("id");
        if (!ID.matcher(id).matches()) {
            throw noProduct(context);
        }
        return Long.parseLong(id);
    }

    private static ProblemException noProduct(Context context) {
        return new ProblemException(404, "There is no product '" + context.pathParam("id") + "'");
    }

    private record ProductList(boolean cached, List<Product> products) {}

    private record Updated(boolean success, String message) {}

    private record Health(String status) {}
}
