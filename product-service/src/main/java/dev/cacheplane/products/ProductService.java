package dev.cacheplane.products;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.service.ConfigException;
import dev.cacheplane.service.Running;
import dev.cacheplane.service.WebServer;
import dev.cacheplane.service.sdk.SdkConfig;

/** The running service: products over HTTP, with the control plane's filter in front. */
final class ProductService implements Running {
    private final ProductCatalog catalog;
    private final ControlPlane controlPlane;
    private final WebServer web;

    private ProductService(ProductCatalog catalog, ControlPlane controlPlane, WebServer web) {
        this.catalog = catalog;
        this.controlPlane = controlPlane;
        this.web = web;
    }

    /**
     * Starts, whether Redis and the control plane are there or not.
     *
     * @throws ConfigException if the address is taken
     */
    static ProductService start(ProductConfig config) {
        ProductCatalog catalog = new ProductCatalog(config.dataDirectory(), config.queryDelay());
        ControlPlane controlPlane = config.sdk()
                .builder(ProductConfig.SERVICE)
                .lastKnownGood(config.dataDirectory())
                .build();
        try {
            WebServer web = WebServer.start(config.address(), javalin -> {
                SdkConfig.addFilter(javalin, controlPlane);
                new ProductRoutes(catalog, controlPlane.cache()).addTo(javalin.routes);
            });
            return new ProductService(catalog, controlPlane, web);
        } catch (RuntimeException e) {
            controlPlane.close();
            catalog.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return web.port();
    }

    /** Requests in flight finish first, and still have their database and their cache. */
    @Override
    public void close() {
        web.close();
        controlPlane.close();
        catalog.close();
    }
}
