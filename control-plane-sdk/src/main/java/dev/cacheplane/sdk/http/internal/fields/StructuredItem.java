package dev.cacheplane.sdk.http.internal.fields;

import java.math.BigDecimal;
import java.util.List;

/** One value of a structured field (RFC 8941, section 3), its parameters left out. */
public sealed interface StructuredItem {
    /** An Integer. */
    record Whole(long value) implements StructuredItem {}

    /** A Decimal. */
    record Fraction(BigDecimal value) implements StructuredItem {}

    /** A String. */
    record Text(String value) implements StructuredItem {}

    /** A Token. */
    record Word(String value) implements StructuredItem {}

    /** A Byte Sequence, in base 64 as it was sent. */
    record Bytes(String base64) implements StructuredItem {}

    /** A Boolean. */
    record Flag(boolean value) implements StructuredItem {}

    /** An Inner List. */
    record Inner(List<StructuredItem> items) implements StructuredItem {
        /** Copies the list. */
        public Inner {
            items = List.copyOf(items);
        }
    }
}
