package dev.cacheplane.products;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * An amount of money, exact to the cent; {@code 999} or {@code 899.99} in JSON.
 *
 * @param cents 0 to 10<sup>11</sup>
 */
record Price(long cents) {
    static final BigDecimal MOST = new BigDecimal(1_000_000_000);

    static final int DECIMALS = 2;

    Price {
        if (cents < 0 || cents > MOST.movePointRight(DECIMALS).longValueExact()) {
            throw new IllegalArgumentException("must be from 0 to " + MOST);
        }
    }

    /** @throws IllegalArgumentException if the amount is out of bounds, or has parts of a cent */
    @JsonCreator
    static Price of(BigDecimal amount) {
        if (amount.signum() < 0 || amount.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("must be from 0 to " + MOST);
        }
        if (amount.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException("must have at most " + DECIMALS + " decimals");
        }
        return new Price(amount.movePointRight(DECIMALS).longValueExact());
    }

    /** Without decimals that say nothing: 999, not 999.00. */
    @JsonValue
    BigDecimal amount() {
        BigDecimal shortest = BigDecimal.valueOf(cents, DECIMALS).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
