package dev.cacheplane.benchmarks.cache;

import java.util.List;
import java.util.stream.LongStream;

/** What an endpoint answers with: a list of products. */
record Catalog(List<Product> products) {
    static final int BYTES_EACH = 200;

    /** About so many bytes of JSON. */
    static Catalog ofBytes(int bytes) {
        return new Catalog(LongStream.range(0, bytes / BYTES_EACH)
                .mapToObj(i -> Product.number(1_000 + i))
                .toList());
    }
}
