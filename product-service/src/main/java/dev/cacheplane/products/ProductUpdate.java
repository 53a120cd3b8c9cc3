package dev.cacheplane.products;

import org.jspecify.annotations.Nullable;

/**
 * What is to change of a product.
 *
 * @param name null to leave it
 * @param price null to leave it
 */
record ProductUpdate(@Nullable String name, @Nullable Price price) {}
