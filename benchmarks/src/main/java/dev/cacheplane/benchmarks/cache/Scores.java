package dev.cacheplane.benchmarks.cache;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a contest came to, round by round, and the tables of it. */
final class Scores {
    private final Contest contest;
    private final Map<Case, List<Figure>> rounds = new LinkedHashMap<>();

    private record Setting(String kilobytes, int threads) {}

    private record Case(Setting setting, Library library) {}

    Scores(Contest contest) {
        this.contest = contest;
    }

    void add(String kilobytes, int threads, Library library, Figure figure) {
        rounds.computeIfAbsent(new Case(new Setting(kilobytes, threads), library), first -> new ArrayList<>())
                .add(figure);
    }

    /** As Markdown. A cell is the median of the rounds; in brackets the median of what it is of ours in the same round. */
    void print(PrintStream out) {
        if (contest.isShort()) {
            print(out, "ns", figure -> figure.micros() * 1_000);
            print(out, "bytes allocated", Figure::bytes);
            return;
        }
        print(out, "µs", Figure::micros);
        print(out, "KB allocated", figure -> figure.bytes() / 1_000);
        print(out, "µs of the process' CPU", Figure::clientMicros);
        print(out, "µs of Redis' CPU", Figure::redisMicros);
    }

    private void print(PrintStream out, String unit, ToDoubleFunction<Figure> of) {
        out.printf(
                "%n%s, %s%n%n| KB | threads | %s |%n|---|---|%s%n",
                contest.title(),
                unit,
                contest.libraries().stream().map(Library::label).collect(Collectors.joining(" | ")),
                "---|".repeat(contest.libraries().size()));
        rounds.keySet().stream()
                .map(Case::setting)
                .distinct()
                .forEach(setting -> out.printf(
                        "| %s | %d | %s |%n",
                        setting.kilobytes(),
                        setting.threads(),
                        contest.libraries().stream()
                                .map(library -> cell(setting, library, of))
                                .collect(Collectors.joining(" | "))));
    }

    private String cell(Setting setting, Library library, ToDoubleFunction<Figure> of) {
        double[] ours = values(new Case(setting, contest.libraries().get(0)), of);
        double[] theirs = values(new Case(setting, library), of);
        double[] ratios = IntStream.range(0, ours.length)
                .mapToDouble(i -> theirs[i] / ours[i])
                .toArray();
        return String.format(Locale.ROOT, "%.1f (%.2f)", median(theirs), median(ratios));
    }

    private double[] values(Case one, ToDoubleFunction<Figure> of) {
        return rounds.getOrDefault(one, List.of()).stream().mapToDouble(of).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
