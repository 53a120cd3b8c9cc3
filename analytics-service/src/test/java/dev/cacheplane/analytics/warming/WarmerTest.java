package dev.cacheplane.analytics.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Target;
import dev.cacheplane.sdk.cache.TypeOf;
import dev.cacheplane.sdk.cache.Warming;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmerTest {
    private static final Instant MORNING = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-23T04:30:00Z");

    private static final String SERVICE = "analytics-service";

    private final Hands clock = new Hands();
    private final List<String> warmed = new CopyOnWriteArrayList<>();
    private final FixedPolicies policies = FixedPolicies.none(new ServiceName(SERVICE));
    private final ControlPlane controlPlane = ControlPlane.builder(SERVICE, URI.create("http://127.0.0.1:1"))
            .policies(policies)
            .store(new MemoryStore())
            .build();
    private final List<CacheKey> keys =
            List.of(controlPlane.cache().key("/one"), controlPlane.cache().key("/two"));
    private final Warmer warmer = new Warmer(this::begin, this::isCached, new WarmSchedule("30 4 * * *"), clock);

    @AfterEach
    void end() {
        controlPlane.close();
    }

    private Warming begin() {
        return controlPlane.cache().warm(keys, TypeOf.of(String.class), key -> () -> compute(key), 1);
    }

    private String compute(CacheKey key) {
        warmed.add(key.path().toString());
        return "report";
    }

    private boolean isCached() {
        return controlPlane.policy("GET", "/one").policy().shouldCache();
    }

    private void cache(boolean on) {
        PolicySet current = policies.current();
        policies.change(current.withServiceDefaults(
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, on),
                current.revision().next()));
    }

    /** A clock that is set by hand. */
    private static final class Hands implements InstantSource {
        private Instant now = MORNING;

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void warmsOnceWhenThePolicySaysThatReportsAreCached() throws InterruptedException {
        warmer.look();
        assertThat(warmed).isEmpty();

        cache(true);
        controlPlane.cache().getOrLoad(keys.get(0), String.class, () -> "somebody has asked for it");
        warmer.look();
        warmer.look();

        assertThat(warmed).containsExactly("/two");
        assertThat(warmer.progress()).isEqualTo(new WarmProgress(false, 2, 1, 1, 0, 0, MORNING, MORNING, NIGHT));
    }

    @Test
    void warmsAgainWhenCachingHasBeenOffMeanwhile() throws InterruptedException {
        cache(true);
        warmer.look();
        cache(false);
        warmer.look();
        cache(true);
        warmer.look();

        assertThat(warmed).hasSize(4);
    }

    @Test
    void warmsWhenTheScheduleSaysSo() throws InterruptedException {
        cache(true);
        warmer.look();
        controlPlane.cache().invalidate(Target.service());
        warmed.clear();

        clock.now = NIGHT.minusMillis(1);
        warmer.look();
        assertThat(warmed).isEmpty();
        clock.now = NIGHT;
        warmer.look();
        warmer.look();

        assertThat(warmed).containsExactly("/one", "/two");
        assertThat(warmer.progress().next()).isEqualTo("2026-11-24T04:30:00Z");
    }

    @Test
    void whatCouldNotBeStoredIsTriedAgainInAMinute() throws InterruptedException {
        cache(true);
        set("/two", false);
        warmer.look();
        assertThat(warmed).containsExactly("/one");
        assertThat(warmer.progress().skipped()).isEqualTo(1);

        set("/two", true);
        clock.now = MORNING.plusSeconds(59);
        warmer.look();
        assertThat(warmed).containsExactly("/one");
        clock.now = MORNING.plusSeconds(60);
        warmer.look();
        warmer.look();

        assertThat(warmed).containsExactly("/one", "/two");
        assertThat(warmer.progress().next()).isEqualTo(NIGHT);
    }

    @Test
    void goesOnAfterAFailure() {
        cache(true);
        AtomicInteger begun = new AtomicInteger();
        Warmer failing = new Warmer(
                () -> {
                    if (begun.incrementAndGet() == 1) {
                        throw new UncheckedIOException(new IOException("Too many open files"));
                    }
                    return begin();
                },
                this::isCached,
                new WarmSchedule("30 4 * * *"),
                clock);
        try (failing) {
            failing.start();
            await().untilAsserted(() -> assertThat(warmed).containsExactly("/one", "/two"));
        }
    }

    private void set(String endpoint, boolean on) {
        PolicySet current = policies.current();
        policies.change(current.withEndpoint(
                EndpointId.of(endpoint),
                PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, on),
                current.revision().next()));
    }

    @Test
    void leavesItWhereNothingIsCached() throws InterruptedException {
        warmer.look();
        clock.now = NIGHT;
        warmer.look();

        assertThat(warmed).isEmpty();
        assertThat(warmer.progress().next()).isEqualTo("2026-11-24T04:30:00Z");
    }

    @Test
    void saysThatItRunsUntilItHasEnded() throws Exception {
        cache(true);
        CountDownLatch mayFinish = new CountDownLatch(1);
        Warmer slow = new Warmer(
                () -> controlPlane
                        .cache()
                        .warm(
                                keys,
                                TypeOf.of(String.class),
                                key -> () -> {
                                    mayFinish.await();
                                    return compute(key);
                                },
                                1),
                this::isCached,
                new WarmSchedule("30 4 * * *"),
                clock);
        slow.start();
        await().until(() -> slow.progress().running());
        assertThat(slow.progress().endedAt()).isNull();
        mayFinish.countDown();
        await().untilAsserted(() ->
                assertThat(slow.progress()).isEqualTo(new WarmProgress(false, 2, 2, 0, 0, 0, MORNING, MORNING, NIGHT)));
        slow.close();
    }

    @Test
    void beginsNothingMoreWhenItIsClosed() throws InterruptedException {
        cache(true);
        warmer.close();
        warmer.look();

        assertThat(warmed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "30 4 * * *,     2026-11-23T04:30:00Z",
        "0 */6 * * *,    2026-11-22T12:00:00Z",
        "0 9 * * *,      2026-11-23T09:00:00Z",
        "15 10 * * mon,  2026-11-23T10:15:00Z",
    })
    void aScheduleIsReadAsACrontab(String cron, Instant next) {
        assertThat(new WarmSchedule(cron).next(MORNING)).contains(next);
    }
}
