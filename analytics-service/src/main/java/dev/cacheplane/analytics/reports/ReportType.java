package dev.cacheplane.analytics.reports;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of reports. */
public enum ReportType {
    /** What was sold. */
    SALES("sales"),
    /** How users behaved. */
    USERS("users");

    static final String START_DATE = "startDate";
    static final String END_DATE = "endDate";
    static final String REGION = "region";

    /** First part of all keys, beside the {@code cache:} of others. */
    public static final String NAMESPACE = "analytics";

    private final String word;

    ReportType(String word) {
        this.word = word;
    }

    /**
     * The type that is written so.
     *
     * @throws IllegalArgumentException naming all types if it is none
     */
    static ReportType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(ReportType::word).collect(Collectors.joining(", "))));
    }

    /** As it is written outside: {@code sales}. */
    public String word() {
        return word;
    }

    /** The path of its endpoint, whose policy governs its entries. */
    public String path() {
        return "/analytics/" + word;
    }

    /** What may be said about such a report, in the order of keys. */
    List<String> parameters() {
        return switch (this) {
            case SALES -> List.of(START_DATE, END_DATE, REGION);
            case USERS -> List.of(START_DATE, END_DATE);
        };
    }

    /** What the keys of all its entries begin with, but for a version. */
    String namespace() {
        return NAMESPACE + ":" + word + ":";
    }
}
