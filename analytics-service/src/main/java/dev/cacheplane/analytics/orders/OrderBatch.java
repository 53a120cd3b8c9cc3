package dev.cacheplane.analytics.orders;

import dev.cacheplane.analytics.warehouse.Order;
import dev.cacheplane.analytics.warehouse.Region;
import dev.cacheplane.service.json.JsonBody;
import dev.cacheplane.service.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders as they come in: {@code {"orders":[{"id":…,"orderedAt":…,"region":…,"product":…,"customer":…,"quantity":…,"amount":…}]}}. */
record OrderBatch(List<Order> orders) {
    static final int MOST = 5_000;

    private static final Instant EARLIEST = Instant.parse("2023-01-01T00:00:00Z");
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(5);
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 100;
    private static final long MOST_CUSTOMERS = 1_000_000_000_000L;
    private static final long MOST_PIECES = 1_000_000;
    private static final BigDecimal MOST_MONEY = new BigDecimal(1_000_000_000);

    /** Copies the list. */
    OrderBatch {
        orders = List.copyOf(orders);
    }

    /**
     * Reads a batch.
     *
     * @param products the names of all products
     * @throws ProblemException (400) naming everything that is wrong
     */
    static OrderBatch parse(byte[] json, Set<String> products, Instant now) {
        JsonBody body = JsonBody.parse(json).require("orders");
        List<Order> orders = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonBody order : body.objects("orders", 1, MOST)) {
            read(order, products, now).ifPresent(orders::add);
            order.text("id", LONGEST_ID)
                    .filter(id -> !ids.add(id))
                    .ifPresent(id -> order.fault("id", "stands here twice"));
        }
        body.verify();
        return new OrderBatch(orders);
    }

    private static Optional<Order> read(JsonBody order, Set<String> products, Instant now) {
        order.require("id", "orderedAt", "region", "product", "customer", "quantity", "amount");
        Optional<String> id = order.text("id", LONGEST_ID);
        Optional<Instant> orderedAt = order.parsed("orderedAt", "an instant like 2023-01-31T12:00:00Z", Instant::parse);
        orderedAt
                .filter(at -> at.isBefore(EARLIEST) || at.isAfter(now.plus(CLOCKS_DIFFER_BY)))
                .ifPresent(at -> order.fault("orderedAt", "must be from " + EARLIEST + " until now"));
        Optional<Region> region =
                order.parsed("region", "one of " + Region.words(Region.ofOrders()), OrderBatch::regionOfAnOrder);
        Optional<String> product = order.text("product", LONGEST_NAME);
        product.filter(name -> !products.contains(name))
                .ifPresent(name -> order.fault("product", "is not one of ours"));
        Optional<Long> customer = order.whole("customer", 0, MOST_CUSTOMERS);
        Optional<Long> quantity = order.whole("quantity", 1, MOST_PIECES);
        Optional<BigDecimal> amount = order.decimal("amount", MOST_MONEY, 2);
        if (id.isEmpty()
                || orderedAt.isEmpty()
                || region.isEmpty()
                || product.isEmpty()
                || customer.isEmpty()
                || quantity.isEmpty()
                || amount.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Order(
                id.get(),
                orderedAt.get(),
                region.get(),
                product.get(),
                customer.get(),
                quantity.get().intValue(),
                amount.get().movePointRight(2).longValueExact()));
    }

    private static Region regionOfAnOrder(String word) {
        Region region = Region.of(word);
        if (region == Region.GLOBAL) {
            throw new IllegalArgumentException("an order is from one region");
        }
        return region;
    }
}
