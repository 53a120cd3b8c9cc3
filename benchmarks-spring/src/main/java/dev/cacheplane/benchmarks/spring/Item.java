package dev.cacheplane.benchmarks.spring;

import java.io.Serial;
import java.io.Serializable;

/** One of what is served. Its JSON has the fields in the order of the alphabet, as Jackson 3 writes them. */
record Item(String category, String description, int id, String name, int priceInCents) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;
}
