package dev.cacheplane.products;

import dev.cacheplane.service.json.JsonBody;
import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a product.
 *
 * @param name null to leave it
 * @param price null to leave it
 */
record ProductUpdate(@Nullable String name, @Nullable Price price) {
    private static final int LONGEST_NAME = 200;

    /**
     * Reads {@code {"price":899}}, {@code {"name":"Laptop"}} or both.
     *
     * @throws ProblemException (400) naming everything that is wrong
     */
    static ProductUpdate parse(byte[] json) {
        JsonBody body = JsonBody.parse(json);
        ProductUpdate update = new ProductUpdate(
                body.text("name", LONGEST_NAME).orElse(null),
                body.decimal("price", Price.MOST, Price.DECIMALS).map(Price::of).orElse(null));
        body.verify();
        if (update.name() == null && update.price() == null) {
            throw new ProblemException(List.of(new Fault("", "must have a name, a price or both")));
        }
        return update;
    }
}
