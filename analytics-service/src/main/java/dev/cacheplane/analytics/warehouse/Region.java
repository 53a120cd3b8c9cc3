package dev.cacheplane.analytics.warehouse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where customers live; {@code north_america} in URLs, JSON and data. */
public enum Region {
    /** All of them together. */
    GLOBAL,
    NORTH_AMERICA,
    SOUTH_AMERICA,
    EUROPE,
    ASIA_PACIFIC,
    MIDDLE_EAST_AFRICA;

    /**
     * The region that is written so.
     *
     * @throws IllegalArgumentException naming all regions if it is none
     */
    public static Region of(String word) {
        return Arrays.stream(values())
                .filter(region -> region.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + words(List.of(values()))));
    }

    /** The regions that an order can be from. */
    public static List<Region> ofOrders() {
        return Arrays.stream(values()).filter(region -> region != GLOBAL).toList();
    }

    /** As it is written outside. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Their names between commas. */
    public static String words(List<Region> regions) {
        return regions.stream().map(Region::word).collect(Collectors.joining(", "));
    }
}
