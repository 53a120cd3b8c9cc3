package dev.cacheplane.sdk.race;

import java.util.function.LongSupplier;

/** Reads through one cache and invalidates through another, which does not know of the first one's computations. */
record TwoSubjects(Subject reading, Subject writing) implements Subject {
    @Override
    public long read(String row, LongSupplier load) {
        return reading.read(row, load);
    }

    @Override
    public boolean write(String row, How how, Runnable update) {
        return writing.write(row, how, update);
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
