package dev.cacheplane.benchmarks.http;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured, and the tables that it makes. */
final class HttpFigures {
    private final Map<Payload, Map<Rival, List<Round>>> rounds = new LinkedHashMap<>();
    private final Map<Payload, Map<Rival, Held>> held = new LinkedHashMap<>();
    private final Map<Rival, Long> heap = new EnumMap<>(Rival.class);

    /** The rounds of all rivals come in the same order. */
    void add(Payload payload, Rival rival, Round round) {
        rounds.computeIfAbsent(payload, any -> new EnumMap<>(Rival.class))
                .computeIfAbsent(rival, any -> new ArrayList<>())
                .add(round);
    }

    void add(Payload payload, Rival rival, Held at) {
        held.computeIfAbsent(payload, any -> new EnumMap<>(Rival.class)).put(rival, at);
    }

    /** @param bytes after a collection */
    void addHeap(Rival rival, long bytes) {
        heap.put(rival, bytes);
    }

    /** Forgets what it has done. */
    void remove(Rival rival) {
        rounds.values().forEach(rivals -> rivals.remove(rival));
        held.values().forEach(rivals -> rivals.remove(rival));
    }

    double perSecond(Payload payload, Rival rival) {
        return median(of(payload, rival), Round::perSecond);
    }

    private List<Round> of(Payload payload, Rival rival) {
        return rounds.getOrDefault(payload, Map.of()).getOrDefault(rival, List.of());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    static double median(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median of what it was in each round: so a machine that is slower for a while tells against both. */
    OptionalDouble ratio(Payload payload, Rival one, Rival other) {
        List<Round> ours = of(payload, one);
        List<Round> theirs = of(payload, other);
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                        .mapToDouble(
                                i -> ours.get(i).perSecond() / theirs.get(i).perSecond())
                        .toArray()));
    }

    void print(PrintStream out) {
        throughput(out);
        goals(out);
        latency(out);
    }

    private void throughput(PrintStream out) {
        out.println();
        out.println(
                "| KB | what serves it | responses/s | slowest and fastest round | of the bare servlet | of Lettuce | µs of its processor time | µs of Redis' | the client's share |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        rounds.forEach((payload, rivals) -> rivals.forEach((rival, all) -> out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f | %,.0f, %,.0f | %s | %s | %.0f | %.0f | %.0f %% |%n",
                kilobytes(payload),
                rival.title(),
                perSecond(payload, rival),
                all.stream().mapToDouble(Round::perSecond).min().orElseThrow(),
                all.stream().mapToDouble(Round::perSecond).max().orElseThrow(),
                share(ratio(payload, rival, Rival.BARE)),
                share(ratio(payload, rival, Rival.LETTUCE)),
                median(all, Round::serverMicros),
                median(all, Round::redisMicros),
                100 * median(all, Round::clientShare))));
    }

    private static String share(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "";
    }

    private void goals(PrintStream out) {
        out.println();
        rounds.forEach((payload, rivals) -> rivals.keySet()
                .forEach(rival -> rival.goal()
                        .ifPresent(goal -> ratio(payload, rival, goal.of())
                                .ifPresent(ratio -> out.printf(
                                        Locale.ROOT,
                                        "%s, %s KB: %.2f of what the %s does, wanted %.2f: %s%n",
                                        rival.title(),
                                        kilobytes(payload),
                                        ratio,
                                        goal.of().title(),
                                        goal.share(),
                                        ratio >= goal.share() ? "met" : "missed")))));
    }

    private void latency(PrintStream out) {
        out.println();
        out.println(
                "| KB | what serves it | requests/s | p50, ms | p99, ms | p99.9, ms | connections it closed | heap after GC, MB |");
        out.println("|---|---|---|---|---|---|---|---|");
        held.forEach((payload, rivals) -> rivals.forEach((rival, at) -> out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f | %.2f | %.2f | %.2f | %,d | %s |%n",
                kilobytes(payload),
                rival.title(),
                at.perSecond(),
                at.times().millis(50),
                at.times().millis(99),
                at.times().millis(99.9),
                at.reconnects(),
                Optional.ofNullable(heap.get(rival))
                        .map(bytes -> String.format(Locale.ROOT, "%.0f", bytes / 1e6))
                        .orElse(""))));
    }

    private static String kilobytes(Payload payload) {
        return String.format(
                Locale.ROOT,
                payload.json().length() < 10_000 ? "%.1f" : "%.0f",
                payload.json().length() / 1e3);
    }
}
