package dev.cacheplane.sdk.race;

import java.util.function.LongSupplier;

/** A cache that is put to the test. */
interface Subject extends AutoCloseable {
    /** The row's version, as cached or as loaded. */
    long read(String row, LongSupplier load);

    /** Runs the update and takes the row out; returns whether that holds everywhere, or only in this process for now. */
    boolean write(String row, How how, Runnable update);

    @Override
    void close();
}
