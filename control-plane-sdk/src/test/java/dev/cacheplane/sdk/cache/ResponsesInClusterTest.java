package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances share a Redis, and their responses. */
class ResponsesInClusterTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final RawRedis RAW = new RawRedis(REDIS);

    private final RedisCommands<String, String> redis = RAW.commands;
    private final Callers callers = new Callers();
    private final Instance one = new Instance(REDIS);
    private final Instance two = new Instance(REDIS);
    private final Responses<Page> pages = one.cache.responses(new Page.Form());
    private final Responses<Page> theirs = two.cache.responses(new Page.Form());
    private final CacheKey key = one.cache.key("/products").tagged("catalog");

    @BeforeAll
    static void makeGenerations() {
        try (Instance first = new Instance(REDIS)) {
            Page.store(
                    first.cache.responses(new Page.Form()),
                    first.cache.key("/first").tagged("catalog"),
                    "first",
                    "late");
        }
    }

    /** All but the generations, whose making anew would be heard of as a change. */
    @BeforeEach
    void empty() {
        redis.keys("[^g]*").forEach(redis::del);
    }

    @AfterEach
    void end() {
        callers.close();
        one.close();
        two.close();
    }

    @AfterAll
    static void endRedis() {
        RAW.close();
        REDIS.close();
    }

    @Test
    void redisHoldsTheBareBodyAndTheHeadBelowTheLineOfMetadata() {
        Page.store(pages, key, "body");
        assertThat(redis.get(key.name())).isEqualTo("body");
        assertThat(redis.ttl(key.name())).isBetween(590L, 600L);
        assertThat(redis.get(meta()))
                .startsWith("2 response fill=")
                .contains(" length=4 ")
                .endsWith("\n200\ncontent-type: text/plain\n");
    }

    @Test
    void oneMakesItForBothAndTheirWaitersGetItToo() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(callers.call(() -> pages.find(key, Page.FRESH, true)));
            waiting.add(callers.call(() -> theirs.find(key, Page.FRESH, true)));
        }
        assertThat(theirs.find(key, Page.FRESH, false)).isInstanceOf(Seat.Alone.class);
        assertThat(attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of())).isTrue();
        assertThat(waiting)
                .allSatisfy(seat -> assertThat(Page.body(Callers.result(seat))).isEqualTo("1"));
    }

    @Test
    void whatIsNotForStoringLeavesTheKeyToTheOther() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        Future<Seat<Page>> waiting = callers.call(() -> theirs.find(key, Page.FRESH, true));
        attempt.pass(Duration.ofMinutes(1));
        Page.led(Callers.result(waiting)).store(Page.of("theirs"), Page.TTL, Page.TTL, List.of());
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("theirs");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheOtherHasInvalidatedMeanwhileIsNotStored(boolean softly) {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        Invalidation invalidation = softly ? two.cache.invalidateSoftly(key) : two.cache.invalidate(key);
        assertThat(invalidation).isEqualTo(Invalidation.APPLIED);
        assertThat(attempt.store(Page.of("old"), Page.TTL, Page.TTL, List.of())).isFalse();
        assertThat(redis.exists(key.name())).isZero();
    }

    @Test
    void aTagThatTheOtherHasInvalidatedMeanwhileRefusesWhoNamesItAtTheEnd() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        two.cache.invalidate(Target.tag("late"));
        assertThat(attempt.store(Page.of("old"), Page.TTL, Page.TTL, List.of("late")))
                .isFalse();
        assertThat(redis.exists(key.name())).isZero();
        assertThat(Page.store(pages, key, "new", "late")).isTrue();
        two.cache.invalidate(Target.tag("late"));
        assertThat(theirs.look(key)).isNull();
    }

    @Test
    void nobodyIsServedWhatAnotherAttemptHasStoredAfterAnInvalidation() {
        Attempt<Page> old = Page.led(pages.find(key, Page.FRESH, true));
        two.cache.invalidate(key);
        Attempt<Page> next = Page.led(theirs.find(key, Page.FRESH, true));
        assertThat(old.store(Page.of("old"), Page.TTL, Page.TTL, List.of())).isFalse();
        assertThat(next.store(Page.of("new"), Page.TTL, Page.TTL, List.of())).isTrue();
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("new");
    }

    @Test
    void aSoftInvalidationLeavesTheHeadAsItIs() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        two.cache.invalidateSoftly(key);
        await().untilAsserted(() ->
                assertThat(Objects.requireNonNull(pages.look(key)).stale()).isEqualTo(true));
        Held<Page> held = Page.found(theirs.find(key, Page.ANY, true));
        assertThat(held.response()).isEqualTo(Page.of("1"));
        assertThat(held.stale()).isTrue();
        assertThat(redis.ttl(meta())).isBetween(580L, 600L);
    }

    @Test
    void aHeadThatLooksLikeALineOfMetadataIsNotTouchedByIt() {
        Page page = new Page("1", "2 value fresh=1 keep=1 \n fresh=300000 x \u00ff\n");
        Page.led(pages.find(key, Page.FRESH, true)).store(page, Page.TTL, Page.TTL, List.of());
        two.cache.invalidateSoftly(key);
        assertThat(Page.found(theirs.find(key, Page.ANY, true)).response()).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BODY", "HEAD", "NO HEAD", "NO META"})
    void whatIsNotAsItWasWrittenIsAMissAndReplaced(String what) {
        Page.store(pages, key, "1");
        String line = redis.get(meta());
        switch (what) {
            case "BODY" -> redis.setrange(key.name(), 0, "2");
            case "HEAD" -> redis.set(meta(), line.replace("text/plain", "text/plaid"));
            case "NO HEAD" -> redis.set(meta(), line.substring(0, line.indexOf('\n')));
            default -> redis.del(meta());
        }
        assertThat(theirs.look(key)).isNull();
        assertThat(Page.store(theirs, key, "2")).isTrue();
        await().untilAsserted(() ->
                assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("2"));
    }

    @Test
    void whatTheOtherInvalidatesIsNearNoMore() {
        Page.store(pages, key, "1");
        await().until(() -> Page.found(pages.find(key, Page.FRESH, true)).near());
        two.cache.invalidate(Target.endpoint("/products"));
        await().until(() -> pages.look(key) == null);
    }

    @Test
    void itsLeaseIsKeptWhileItIsMadeAndGivenBackWhenTheInstanceEnds() {
        try (Instance hasty = new Instance(REDIS, Instance.SETTINGS.withLease(Duration.ofMillis(400)))) {
            Responses<Page> hastily = hasty.cache.responses(new Page.Form());
            Page.led(hastily.find(key, Page.FRESH, true));
            long until = System.nanoTime() + Duration.ofMillis(1_200).toNanos();
            await().until(() -> {
                assertThat(pages.find(key, Page.FRESH, false)).isInstanceOf(Seat.Alone.class);
                return System.nanoTime() > until;
            });
        }
        assertThat(Page.store(pages, key, "1")).isTrue();
    }

    @Test
    void withoutRedisEachIsAloneAndNothingIsThrown() {
        try (RedisServer own = RedisServer.start();
                Instance cut = new Instance(own)) {
            Responses<Page> alone = cut.cache.responses(new Page.Form());
            Attempt<Page> attempt = Page.led(alone.find(key, Page.FRESH, true));
            Attempt<Page> another = Page.led(alone.find(one.cache.key("/other"), Page.FRESH, true));
            Attempt<Page> third = Page.led(alone.find(one.cache.key("/third"), Page.FRESH, true));
            own.kill();
            assertThat(attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of()))
                    .isFalse();
            another.pass(Duration.ZERO);
            third.fail();
            assertThat(alone.find(key, Page.FRESH, true)).isInstanceOf(Seat.Alone.class);
            assertThat(alone.look(key)).isNull();
        }
    }

    private String meta() {
        return redis.keys("meta:*").get(0);
    }
}
