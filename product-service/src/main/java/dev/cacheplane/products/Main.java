package dev.cacheplane.products;

import dev.cacheplane.service.Service;

/** Starts the product service. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        Service.run("Product service", environment -> ProductService.start(ProductConfig.from(environment)));
    }
}
