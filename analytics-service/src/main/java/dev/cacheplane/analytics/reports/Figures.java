package dev.cacheplane.analytics.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures as reports show them. */
final class Figures {
    private static final int DECIMALS = 2;

    private Figures() {}

    /** 12345 cents are 123.45. */
    static BigDecimal money(BigDecimal cents) {
        return cents.movePointLeft(DECIMALS).setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** How much more one is than the other, in percent with one decimal; null where there is nothing to compare with. */
    static @Nullable BigDecimal changePercent(BigDecimal now, @Nullable BigDecimal before) {
        return before == null || before.signum() == 0
                ? null
                : now.subtract(before).movePointRight(2).divide(before, 1, RoundingMode.HALF_UP);
    }

    /** One as a part of the other, with four decimals; 0 of nothing. */
    static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.divide(whole, 4, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
