package dev.cacheplane.benchmarks.cache;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One library as its users would use it, with one value under many keys. Safe for any number of threads; each method throws if it did not come to what it says. */
interface Contender extends AutoCloseable {
    /** How many keys there are, from 0. */
    int KEYS = 4_096;

    /** Has an entry there for {@link #hit}. */
    default void prepare(int key) {
        missAndFill(key);
    }

    /** Reads an entry that is there. */
    Object hit(int key);

    /** Looks for an entry that is not there, and stores it. */
    void missAndFill(int key);

    /** Takes out an entry that is there. */
    void invalidate(int key);

    @Override
    void close();

    /** What was found. */
    static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("expected a hit");
        }
        return value;
    }

    static void check(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("expected otherwise");
        }
    }

    /** The keys by their numbers, made before anything is measured: each library is given what it takes. */
    static List<String> paths() {
        return IntStream.range(0, KEYS).mapToObj(i -> "/products/" + i).toList();
    }
}
