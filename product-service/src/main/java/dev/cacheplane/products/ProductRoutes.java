package dev.cacheplane.products;

import dev.cacheplane.sdk.cache.Cache;
import dev.cacheplane.sdk.cache.Cached;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.http.CacheExchange;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Products over HTTP. Reading asks the request's {@link CacheExchange}, which caches if the control plane's policy for the
 * endpoint says so; writing invalidates whatever was stored of what has changed.
 */
final class ProductRoutes {
    private static final TypeOf<List<Product>> PRODUCTS = new TypeOf<>() {};

    /** One form for each id: under {@code /products/01} an entry would stand that no update of product 1 invalidates. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final ProductCatalog catalog;
    private final Cache cache;

    ProductRoutes(ProductCatalog catalog, Cache cache) {
        this.catalog = catalog;
        this.cache = cache;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/products", this::list);
        routes.get("/products/{id}", this::show);
        routes.put("/products/{id}", this::update);
        routes.get("/health", context -> context.json(new Health("UP")));
    }

    private void list(Context context) throws InterruptedException {
        Cached<List<Product>> products = CacheExchange.of(context.req()).getOrLoad(PRODUCTS, catalog::all);
        context.json(new ProductList(products.cached(), products.value()));
    }

    private void show(Context context) throws InterruptedException {
        long id = id(context);
        Cached<Product> product = CacheExchange.of(context.req())
                .getOrLoad(Product.class, () -> catalog.find(id).orElseThrow(() -> noProduct(context)));
        context.json(new OneProduct(product.cached(), product.value()));
    }

    /** The database first, then the cache: a reader in between may store the old product, and it is invalidated with the rest. */
    private void update(Context context) {
        long id = id(context);
        if (!catalog.update(id, ProductUpdate.parse(context.bodyAsBytes()))) {
            throw noProduct(context);
        }
        cache.clearEndpoint("/products");
        cache.clearEndpoint("/products/" + id);
        context.json(new Updated(true, "Product updated"));
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

    private record OneProduct(boolean cached, Product product) {}

    private record Updated(boolean success, String message) {}

    private record Health(String status) {}
}
