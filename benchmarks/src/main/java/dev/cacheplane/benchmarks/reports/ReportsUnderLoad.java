package dev.cacheplane.benchmarks.reports;

import dev.cacheplane.benchmarks.Times;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The guide's table, measured: the same reports computed and from the cache, what each costs the database and the processor, and a thousand
 * users who each ask once a second. The clients run on the same machine, and take their part of it.
 */
public final class ReportsUnderLoad {
    private static final List<String> REPORTS = List.of(
            "/analytics/sales?startDate=2024-01-01&endDate=2024-12-31",
            "/analytics/sales?startDate=2024-01-01&endDate=2024-12-31&region=europe",
            "/analytics/users?startDate=2024-01-01&endDate=2024-12-31");
    private static final int ONE_BY_ONE = 3_000;
    private static final int USERS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration UNDER_LOAD = Duration.ofSeconds(20);

    private final ReportService service;
    private final PrintStream out;

    private ReportsUnderLoad(ReportService service, PrintStream out) {
        this.service = service;
        this.out = out;
    }

    /** Measures the service there, and prints a table. */
    public static void run(URI service, PrintStream out) throws InterruptedException {
        new ReportsUnderLoad(new ReportService(service), out).run();
    }

    private void run() throws InterruptedException {
        service.invalidate("sales");
        service.invalidate("users");
        out.println("| what | response | database queries | CPU of the service |");
        out.println("|---|---|---|---|");
        for (String report : REPORTS) {
            compute(report);
        }
        manyUsers(WARM_UP);
        ReportService.Usage before = service.usage();
        Times times = manyUsers(UNDER_LOAD);
        row("cached, " + USERS + " users, one request a second each", times.toString(), before, times.count());
        before = service.usage();
        times = new Times(ONE_BY_ONE);
        oneByOne(times, ONE_BY_ONE);
        row("cached, one client", times.toString(), before, times.count());
    }

    private void compute(String report) {
        ReportService.Usage before = service.usage();
        ReportService.Answer answer = service.ask(report).join();
        if (answer.hit() || answer.status() != 200) {
            throw new IllegalStateException("expected a computation: " + answer);
        }
        row("computed: `" + report + "`", String.format(Locale.ROOT, "%.2f s", answer.nanos() / 1e9), before, 1);
    }

    private void oneByOne(Times times, int count) {
        for (int i = 0; i < count; i++) {
            times.add(hit(service.ask(REPORTS.get(i % REPORTS.size())).join()));
        }
    }

    /** Each user asks at times of their own, whether the last answer has come or not. */
    private Times manyUsers(Duration duration) throws InterruptedException {
        int requests = USERS * (int) duration.toSeconds();
        Times times = new Times(requests);
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            TimeUnit.NANOSECONDS.sleep(begun + i * SECOND / USERS - System.nanoTime());
            answers.add(service.ask(REPORTS.get(i % REPORTS.size())).thenAccept(answer -> times.add(hit(answer))));
        }
        answers.forEach(CompletableFuture::join);
        return times;
    }

    private static long hit(ReportService.Answer answer) {
        if (!answer.hit() || answer.status() != 200) {
            throw new IllegalStateException("expected a hit: " + answer);
        }
        return answer.nanos();
    }

    private void row(String what, String response, ReportService.Usage before, int requests) {
        ReportService.Usage used = service.usage().since(before);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %d | %.2f s for %,d requests |%n",
                what,
                response,
                used.databaseQueries(),
                used.cpuSeconds(),
                requests);
    }
}
