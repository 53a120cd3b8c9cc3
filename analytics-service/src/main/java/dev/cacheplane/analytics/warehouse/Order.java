package dev.cacheplane.analytics.warehouse;

import java.time.Instant;

/**
 * A sale that has come in.
 *
 * @param id the shop's own; no two orders have the same
 * @param region one of those that {@link Region} names, {@link Region#GLOBAL} excepted
 * @param product one of {@link Warehouse#products()}
 * @param customer 0 or more
 * @param quantity 1 or more
 * @param cents the price of all of it
 */
public record Order(
        String id, Instant orderedAt, Region region, String product, long customer, int quantity, long cents) {}
