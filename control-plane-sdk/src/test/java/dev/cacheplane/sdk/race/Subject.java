package dev.cacheplane.sdk.race;

import java.util.function.LongSupplier;

/** A cache that is put to the test. */
interface Subject extends AutoCloseable {
    /** The row's version, as cached or as loaded. */
    long read(String row, LongSupplier load);

    /** Takes the row out; returns whether that holds everywhere, or only in this process for now. */
    boolean invalidate(String row);

    @Override
    void close();
}
