package dev.cacheplane.products;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.service.Running;
import dev.cacheplane.service.WebServer;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;

/** The running service: a web server over a catalog, with the control plane's filter in front. */
final class ProductService implements Running {
    private final ProductCatalog catalog;
    private final ControlPlane controlPlane;
    private final WebServer web;

    /** Starts whether Redis and the control plane are there or not. */
    ProductService(ProductConfig config) {
    }
}
