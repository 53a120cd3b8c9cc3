package dev.cacheplane.benchmarks.spring;

import java.util.List;

/** The cached lists of items. */
interface Items {
    List<Item> named(String name);
}
