package dev.cacheplane.benchmarks.cache;

import java.util.List;

/** About 200 bytes of JSON. */
record Product(long id, String name, String description, long priceInCents, int inStock, List<String> tags) {
    static Product number(long id) {
        return new Product(
                id,
                "Product number " + id,
                "What it is good for, and why anybody would want to have it",
                1_999 + id,
                (int) (id % 100),
                List.of("kitchen", "steel", "new"));
    }
}
