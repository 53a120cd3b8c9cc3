package dev.cacheplane.sdk.race;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What was seen: how often each interleaving was brought about, how many reads were judged, and which were too old. Thread-safe. */
final class Verdict {
    private final Map<Interleaving, LongAdder> forced = new EnumMap<>(Interleaving.class);
    private final LongAdder reads = new LongAdder();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile String about = "at random";

    Verdict() {
        for (Interleaving kind : Interleaving.values()) {
            forced.put(kind, new LongAdder());
        }
    }

    /** What violations are said to have happened in, from now on. */
    void about(Object what) {
        about = what.toString();
    }

    /** @param floor the oldest version that the reader may get, which began when that was already so */
    void judge(String reader, String row, long floor, long got) {
        reads.increment();
        if (got < floor) {
            violation(
                    reader + " read version " + got + " of row " + row + ", and " + floor + " was invalidated before");
        }
    }

    void violation(String what) {
        violations.add(about + ": " + what);
    }

    /** The interleaving was seen to have come about as intended. */
    void forced(Interleaving kind) {
        forced.getOrDefault(kind, reads).increment();
    }

    long timesForced(Interleaving kind) {
        return forced.getOrDefault(kind, reads).sum();
    }

    long reads() {
        return reads.sum();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /** One line for each kind. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        forced.forEach((kind, times) -> table.append(String.format("%8d  %s%n", times.sum(), kind)));
        return table.append(String.format("%8d  reads judged, %d violations%n", reads(), violations.size()))
                .toString();
    }
}
