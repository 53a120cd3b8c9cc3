package dev.cacheplane.analytics.reports;

/**
 * A report as it is answered, in JSON, and as it lies in the cache: so that a hit is neither parsed nor written again, which for a year's report takes longer
 * than asking Redis.
 */
final class ReportJson {
    private final byte[] bytes;

    /** Keeps the array: it is not to be changed any more. */
    ReportJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** UTF-8; not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
