package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of a service notice when the control plane or Redis is stuck or gone. */
class OutageIT {

    private static final Duration QUERY_DELAY = Duration.ofMillis(100);
    private static final Duration DEADLINE = Duration.ofMillis(200);
    private static final Duration RESUMED = Duration.ofSeconds(4);

    /** What a busy machine may add; unprotected, a request would wait for a minute or for ever. */
    private static final Duration NOISE = Duration.ofMillis(800);

    @TempDir
    private Path directory;

    @Test
    void cachedAnswersDoNotWaitForAStuckControlPlane() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var instance = cachingInstance(company);
            company.controlPlane().part().process().pause();

            assertThat(Stream.generate(() -> products(instance)).limit(100))
                    .allSatisfy(answer -> assertThat(answer.cached()).isTrue())
                    .allSatisfy(answer -> assertThat(answer.took()).isLessThan(NOISE));
        }
    }

    @Test
    void noRequestWaitsLongerForAStuckRedisThanItsDeadline() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var instance = cachingInstance(company);
            var answers = new ConcurrentLinkedQueue<Http.Answer>();
            company.redis().pause();

            var load = new Load(4, () -> answers.add(products(instance)));
            await("answers without Redis").atMost(Duration.ofSeconds(20)).until(() -> answers.size() >= 40);
            var write = Http.send("PUT", instance.url("/products/1"), "{\"price\":899}");
            load.end();
            assertThat(write.status()).isEqualTo(200);
            assertThat(write.took()).isLessThan(DEADLINE.plus(NOISE));

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200))
                    .allSatisfy(answer -> assertThat(answer.took())
                            .isLessThan(QUERY_DELAY.plus(DEADLINE).plus(NOISE)));

            company.redis().resume();
            Company.awaitCached(instance, RESUMED);
            assertThat(products(instance).body()).contains("899");
        }
    }

    @Test
    void everyRequestSucceedsWhileRedisCrashesAndCachingResumesWhenItIsBack() {
        try (var company = new Company(directory, QUERY_DELAY)) {
            var instance = cachingInstance(company);
            var answers = new ConcurrentLinkedQueue<Http.Answer>();

            var load = new Load(4, () -> answers.add(products(instance)));
            await("answers under load").until(() -> answers.size() >= 10);
            company.redis().kill();
            int before = answers.size();
            await("answers without Redis").until(() -> answers.size() >= before + 40);
            company.redis().restart();
            int sinceReturn = answers.size();
            await("caching resumes")
                    .atMost(RESUMED)
                    .until(() -> answers.stream().skip(sinceReturn).anyMatch(Http.Answer::cached));
            load.end();

            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        }
    }

    private static Company.Running cachingInstance(Company company) {
        company.setShouldCache(true);
        var instance = company.startProductService();
        Company.awaitCached(instance, Duration.ofSeconds(20));
        return instance;
    }

    private static Http.Answer products(Company.Running instance) {
        return Http.get(instance.url("/products"));
    }

    /** Callers that do the same again and again until it ends, or one of them fails. */
    private static final class Load {

        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<CompletableFuture<Void>> callers;

        Load(int callers, Runnable call) {
            this.callers = IntStream.range(0, callers)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> repeat(call), Load::inDaemon))
                    .toList();
        }

        /** Fails if a caller has failed. */
        void end() {
            ended.set(true);
            callers.forEach(CompletableFuture::join);
        }

        private void repeat(Runnable call) {
            while (!ended.get()) {
                call.run();
            }
        }

        private static void inDaemon(Runnable runnable) {
            var thread = new Thread(runnable, "caller");
            thread.setDaemon(true);
            thread.start();
        }
    }
}
