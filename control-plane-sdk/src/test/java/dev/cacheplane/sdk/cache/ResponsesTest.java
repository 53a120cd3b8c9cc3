package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.event.CacheEvent.FillRefused;
import dev.cacheplane.sdk.event.CacheEvent.Hit;
import dev.cacheplane.sdk.event.CacheEvent.Load;
import dev.cacheplane.sdk.event.CacheEvent.Miss;
import dev.cacheplane.sdk.event.CacheEvent.StaleServed;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request after the other, in one process. Time is the test's own. */
class ResponsesTest {
    private static final PolicySettings CACHED = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);
    private static final TypeOf<String> STRING = TypeOf.of(String.class);

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final FixedPolicies policies = Instance.cachingOn();
    private final MemoryStore store = new MemoryStore(now::get);
    private final List<CacheEvent> told = new CopyOnWriteArrayList<>();
    private final Cache cache = cache(CacheSettings.ofDefaults().withLease(Duration.ofMinutes(1)));
    private final Responses<Page> pages = cache.responses(new Page.Form());
    private final CacheKey key = cache.key("/products");

    @AfterEach
    void end() {
        cache.close();
        store.close();
    }

    @Test
    void whatOneHasStoredTheNextFindsBodyAndHead() {
        assertThat(Page.store(pages, key, "1")).isTrue();
        Held<Page> held = Page.found(pages.find(key, Page.FRESH, true));
        assertThat(held.response()).isEqualTo(Page.of("1"));
        assertThat(held.age()).isZero();
        assertThat(held.stale()).isFalse();
        assertThat(held.near()).isFalse();
    }

    @Test
    void theSecondWhoFindsItHasItFromThisProcessMemoryAndKnowsItsAgeAndToken() {
        Page.store(pages, key, "1");
        now.addAndGet(Duration.ofSeconds(7).toNanos());
        Held<Page> first = Page.found(pages.find(key, Page.FRESH, true));
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        Held<Page> second = Page.found(pages.find(key, Page.FRESH, true));

        assertThat(first.age()).isEqualTo(Duration.ofSeconds(7));
        assertThat(second.near()).isTrue();
        assertThat(second.age()).isEqualTo(Duration.ofSeconds(27));
        assertThat(second.token()).isEqualTo(first.token());
        assertThat(second.response()).isSameAs(first.response());
    }

    @Test
    void eachThatIsStoredHasATokenOfItsOwn() {
        Page.store(pages, key, "1");
        String token = Page.found(pages.find(key, Page.ANY, true)).token();
        Page.store(pages, key, "1");
        assertThat(Page.found(pages.find(key, Page.ANY, true)).token()).isNotEqualTo(token);
    }

    @Test
    void pastItsFreshTimeItIsStaleNotNearAndServesWhomItServes() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        now.addAndGet(Page.TTL.toNanos());

        Held<Page> stale = Page.found(pages.find(key, Page.ANY, true));
        assertThat(stale.stale()).isTrue();
        assertThat(stale.near()).isFalse();
        Seat<Page> leads = pages.find(key, Page.FRESH, true);
        assertThat(leads)
                .isInstanceOfSatisfying(
                        Seat.Leads.class, seat -> assertThat(seat.there()).isNotNull());
        Page.led(leads).pass(Duration.ZERO);
    }

    @Test
    void neverFreshMeansStaleAtOnce() {
        Page.led(pages.find(key, Page.FRESH, true)).store(Page.of("1"), Duration.ZERO, Page.TTL, List.of());
        assertThat(Objects.requireNonNull(pages.look(key)).stale()).isEqualTo(true);
    }

    @Test
    void afterItsTimeThereIsNone() {
        Page.store(pages, key, "1");
        now.addAndGet(Page.TTL.multipliedBy(2).toNanos());
        assertThat(pages.look(key)).isNull();
    }

    @Test
    void jitterShortensBothTimesAlike() {
        set(CACHED.with(PolicyField.JITTER, 50L));
        int kept = 0;
        for (int i = 0; i < 20; i++) {
            Page.store(pages, key, "1");
            now.addAndGet(Duration.ofSeconds(149).toNanos());
            assertThat(Objects.requireNonNull(pages.look(key)).stale()).isEqualTo(false);
            now.addAndGet(Duration.ofSeconds(151).toNanos());
            assertThat(Objects.requireNonNull(pages.look(key)).stale()).isEqualTo(true);
            now.addAndGet(Duration.ofSeconds(298).toNanos());
            kept += pages.look(key) == null ? 0 : 1;
            now.addAndGet(Duration.ofSeconds(2).toNanos());
            assertThat(pages.look(key)).isNull();
        }
        assertThat(kept).isLessThan(20);
    }

    @Test
    void somethingMadeStaleSoftlyIsStaleAndStaysThere() {
        for (Target target : new Target[] {key, Target.tag("catalog"), Target.service()}) {
            Page.store(pages, key, "1", "catalog");
            Page.found(pages.find(key, Page.FRESH, true));
            cache.invalidateSoftly(target);
            assertThat(Objects.requireNonNull(pages.look(key)).stale()).isEqualTo(true);
            assertThat(pages.find(key, Page.ANY, true)).isInstanceOf(Seat.Found.class);
        }
    }

    @Test
    void aHardInvalidationLeavesNothing() {
        CacheKey tagged = key.tagged("own");
        for (Target target : new Target[] {
            tagged, Target.tag("catalog"), Target.tag("own"), Target.service(), Target.endpoint("/products")
        }) {
            Page.store(pages, tagged, "1", "catalog");
            Page.found(pages.find(tagged, Page.FRESH, true));
            cache.invalidate(target);
            assertThat(pages.look(tagged)).isNull();
        }
    }

    @Test
    void aLookAsksForNothingAndTellsNobody() {
        assertThat(pages.look(key)).isNull();
        assertThat(told).isEmpty();
        Page.store(pages, key, "1");
        told.clear();
        assertThat(pages.look(key)).isNotNull();
        assertThat(Objects.requireNonNull(pages.look(key)).near()).isEqualTo(true);
        assertThat(told).isEmpty();
    }

    @Test
    void whomNothingServesMakesANewOneAlthoughItIsNear() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        assertThat(Page.store(pages, key, "2")).isTrue();
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("2");
    }

    @Test
    void aValueOfTheFacadesIsLeftAlone() {
        cache.getOrLoad(key, STRING, () -> "value");
        for (int i = 0; i < 20; i++) {
            assertThat(pages.find(key, Page.ANY, true)).isInstanceOf(Seat.Alone.class);
        }
        assertThat(pages.look(key)).isNull();
        assertThat(cache.getOrLoad(key, STRING, () -> "other")).isEqualTo(new Cached<>("value", true));
    }

    @Test
    void soIsItsKnowledgeThatThereIsNone() {
        set(CACHED.with(PolicyField.NEGATIVE_TTL, Duration.ofSeconds(20)));
        Loader<CacheTest.Product, RuntimeException> none = NullLoader::load;
        cache.getOrLoad(key, CacheTest.Product.class, none);
        assertThat(pages.find(key, Page.ANY, true)).isInstanceOf(Seat.Alone.class);
    }

    @Test
    void theFacadeReplacesAResponse() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        assertThat(cache.getOrLoad(key, STRING, () -> "value")).isEqualTo(new Cached<>("value", false));
        assertThat(cache.getOrLoad(key, STRING, () -> "other")).isEqualTo(new Cached<>("value", true));
        assertThat(pages.find(key, Page.ANY, true)).isInstanceOf(Seat.Alone.class);
    }

    @Test
    void anotherFormDoesNotGetWhatIsNearOfThisOne() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        Held<Page> held = Page.found(cache.responses(new Page.Form()).find(key, Page.FRESH, true));
        assertThat(held.near()).isFalse();
    }

    @Test
    void switchedOffEachIsAloneAndNothingIsTold() {
        Page.store(pages, key, "1");
        Page.found(pages.find(key, Page.FRESH, true));
        told.clear();
        set(CACHED.with(PolicyField.SHOULD_CACHE, false));
        assertThat(pages.find(key, Page.ANY, true)).isEqualTo(new Seat.Alone<>(null));
        assertThat(pages.look(key)).isNull();
        set(CACHED);
        assertThat(pages.look(key)).isNull(); // switching on again revives nothing
        assertThat(told).isEmpty();
    }

    @Test
    void whereTheLastWasNotForStoringNobodyLeadsForAWhile() {
        Page.led(pages.find(key, Page.FRESH, true)).pass(Duration.ofSeconds(10));
        now.addAndGet(Duration.ofSeconds(10).minusNanos(1).toNanos());
        assertThat(pages.find(key, Page.FRESH, true)).isInstanceOf(Seat.Alone.class);
        now.incrementAndGet();
        assertThat(Page.store(pages, key, "1")).isTrue();
    }

    @Test
    void whatAnotherStoresInThatWhileIsServed() {
        try (Cache second = cache(CacheSettings.ofDefaults())) {
            Page.led(pages.find(key, Page.FRESH, true)).pass(Duration.ofSeconds(10));
            Page.store(second.responses(new Page.Form()), key, "theirs");
            assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("theirs");
        }
    }

    @Test
    void withoutAPauseTheNextLeads() {
        Page.led(pages.find(key, Page.FRESH, true)).pass(Duration.ZERO);
        assertThat(Page.store(pages, key, "1")).isTrue();
    }

    @Test
    void anAttemptEndsOnce() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        attempt.pass(Duration.ZERO);
        Attempt<Page> next = Page.led(pages.find(key, Page.FRESH, true));
        attempt.fail();
        attempt.pass(Duration.ofMinutes(1));
        assertThat(attempt.store(Page.of("old"), Page.TTL, Page.TTL, List.of())).isFalse();
        assertThat(next.store(Page.of("new"), Page.TTL, Page.TTL, List.of())).isTrue();
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("new");
    }

    @Test
    void afterAFailureNobodyTriesForASecondWhereSomethingStaleIsThere() {
        Page.store(pages, key, "1");
        now.addAndGet(Page.TTL.toNanos());
        Page.led(pages.find(key, Page.FRESH, true)).fail();
        Seat<Page> alone = pages.find(key, Page.FRESH, true);
        assertThat(alone)
                .isInstanceOfSatisfying(
                        Seat.Alone.class, seat -> assertThat(seat.there()).isNotNull());
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(Page.store(pages, key, "2")).isTrue();
    }

    @Test
    void afterAFailureWithNothingThereTheNextTriesAtOnce() {
        Page.led(pages.find(key, Page.FRESH, true)).fail();
        assertThat(Page.store(pages, key, "1")).isTrue();
    }

    @Test
    void theFacadeMayBeAskedForTheSameKeyByWhoMakesTheResponse() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        assertThat(cache.getOrLoad(key, STRING, () -> "value")).isEqualTo(new Cached<>("value", false));
        assertThat(pages.find(key, Page.FRESH, true)).isInstanceOf(Seat.Alone.class);
        assertThat(attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of())).isTrue();
    }

    @Test
    void anAttemptThatIsPassedOnLeavesTheKeyToTheFacade() {
        Page.led(pages.find(key, Page.FRESH, true)).pass(Duration.ZERO);
        cache.getOrLoad(key, STRING, () -> "value");
        assertThat(cache.getOrLoad(key, STRING, () -> "other").cached()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInvalidationMeanwhileRefusesIt(boolean softly) {
        CacheKey tagged = key.tagged("own");
        for (Target target : new Target[] {tagged, Target.tag("own"), Target.service()}) {
            Attempt<Page> attempt = Page.led(pages.find(tagged, Page.NONE, true));
            if (softly) {
                cache.invalidateSoftly(target);
            } else {
                cache.invalidate(target);
            }
            attempt.store(Page.of("old"), Page.TTL, Page.TTL, List.of());
            Held<Page> held = pages.look(tagged);
            assertThat(held == null || held.stale()).isTrue();
        }
    }

    @Test
    void aTagThatTheResponseNamesRefusesItIfItIsNewSinceItBegan() {
        Page.store(pages, key, "0", "late");
        told.clear();
        Attempt<Page> attempt = Page.led(pages.find(key, Page.NONE, true));
        cache.invalidate(Target.tag("late"));
        assertThat(attempt.store(Page.of("old"), Page.TTL, Page.TTL, List.of("late")))
                .isFalse();
        assertThat(pages.look(key)).isNull();
        assertThat(told).anyMatch(FillRefused.class::isInstance);
    }

    @Test
    void whatIsNoTagStoresNothingAndEndsTheAttempt() {
        assertThat(Page.store(pages, key, "1", "no tag")).isFalse();
        assertThat(Page.store(pages, key, "1", "a-tag")).isTrue();
    }

    @Test
    void whileTheRequestItselfWritesItIsAloneAndWhatBeganBeforeIsNotStored() {
        Page.store(pages, key, "old");
        Page.found(pages.find(key, Page.FRESH, true));
        Attempt<Page> before = Page.led(pages.find(key, Page.NONE, true));
        cache.update(List.of(key), () -> {
            assertThat(pages.find(key, Page.ANY, true)).isInstanceOf(Seat.Alone.class);
            assertThat(pages.look(key)).isNull();
            return 0;
        });
        assertThat(before.store(Page.of("old"), Page.TTL, Page.TTL, List.of())).isFalse();
        assertThat(Page.store(pages, key, "new")).isTrue();
    }

    @Test
    void aBodyOverThePolicysLimitIsNotStoredButAHeadIsNoneOfItsBusiness() {
        set(CACHED.with(PolicyField.MAX_BODY_BYTES, 5L));
        assertThat(Page.store(pages, key, "123456")).isFalse();
        assertThat(Page.store(pages, key, "12345")).isTrue();
    }

    @Test
    void aLargeBodyIsCompressed() {
        set(CACHED.with(PolicyField.COMPRESS_ABOVE_BYTES, Optional.of(100L)));
        String large = "0123456789".repeat(1_000);
        Page.store(pages, key, large);
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo(large);
        byte[] payload =
                store.read(key.name(), List.of(), Duration.ofSeconds(1)).entry().payload();
        assertThat(payload).isNotNull().hasSizeLessThan(1_000);
    }

    @Test
    void aHeadHasAnyCharacterOfOneByteButNul() {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 0x100; c++) {
            all.append(c);
        }
        Page page = new Page("1", all.toString());
        assertThat(Page.led(pages.find(key, Page.FRESH, true)).store(page, Page.TTL, Page.TTL, List.of()))
                .isTrue();
        assertThat(Page.found(pages.find(key, Page.FRESH, true)).response()).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0100b"})
    void oneWithAnotherIsNotStored(String head) {
        Page page = new Page("1", head);
        assertThat(Page.led(pages.find(key, Page.FRESH, true)).store(page, Page.TTL, Page.TTL, List.of()))
                .isFalse();
    }

    @Test
    void anEmptyHeadAndAnEmptyBodyAreStored() {
        Page page = new Page("", "");
        Page.led(pages.find(key, Page.FRESH, true)).store(page, Page.TTL, Page.TTL, List.of());
        assertThat(Page.found(pages.find(key, Page.FRESH, true)).response()).isEqualTo(page);
    }

    @Test
    void whatCannotBeReadIsReplaced() {
        Page page = new Page("1", "unreadable");
        Page.led(pages.find(key, Page.FRESH, true)).store(page, Page.TTL, Page.TTL, List.of());
        assertThat(pages.look(key)).isNull();
        assertThat(Page.store(pages, key, "2")).isTrue();
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("2");
    }

    @Test
    void somebodyMakesItAnewShortlyBeforeItsEndAndTheOthersAreServedMeanwhile() {
        set(CACHED.with(PolicyField.NEAR_CACHE, false));
        int early = 0;
        for (int i = 0; i < 200; i++) {
            CacheKey one = cache.key("/long/" + i);
            Attempt<Page> attempt = Page.led(pages.find(one, Page.FRESH, true));
            now.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThat(attempt.store(Page.of("1"), Duration.ofSeconds(10), Duration.ofSeconds(20), List.of()))
                    .isTrue();
            for (int looks = 0; looks < 10; looks++) {
                assertThat(pages.look(one))
                        .isNotNull(); // else a miss is expected, and nobody looks before it asks for the lease
            }
            now.addAndGet(Duration.ofMillis(9_900).toNanos());
            Seat<Page> seat = pages.find(one, Page.FRESH, true);
            if (seat instanceof Seat.Leads<Page> leads) {
                early++;
                assertThat(Objects.requireNonNull(leads.there()).stale()).isEqualTo(false);
                Seat<Page> next = Callers.elsewhere(() -> pages.find(one, Page.FRESH, true));
                assertThat(Page.body(next)).isEqualTo("1");
                leads.attempt().pass(Duration.ZERO);
            }
        }
        assertThat(early).isGreaterThan(150); // 98 of 100 draws of an exponential of 5 s are over 0.1 s
    }

    @Test
    void aSlotIsAnEntryOfItsOwnWithThePathAndTagsOfItsKey() {
        CacheKey slot = pages.slot(key.tagged("own"), 31);
        assertThat(slot.name()).isEqualTo("cache:product-service:/products#v31");
        Page.store(pages, slot, "variant");
        assertThat(pages.look(key)).isNull();
        for (Target target : new Target[] {Target.endpoint("/products"), Target.tag("own"), Target.service(), slot}) {
            Page.store(pages, slot, "variant");
            cache.invalidate(target);
            assertThat(pages.look(slot)).isNull();
        }
        Page.store(pages, slot, "variant");
        assertThat(cache.clear("cache:product-service:/prod*").count()).isEqualTo(1);
        assertThat(pages.look(slot)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 32})
    void thereAreSoManySlots(int slot) {
        assertThatThrownBy(() -> pages.slot(key, slot)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void workBehindIsDoneOneAtATimeForAKeyAndMayThrow() {
        AtomicInteger runs = new AtomicInteger();
        pages.behind(key, () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        await().until(() -> runs.get() == 1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        await().until(() -> {
            pages.behind(key, () -> {
                runs.incrementAndGet();
                Callers.await(mayFinish);
            });
            return runs.get() > 1;
        });
        pages.behind(key, runs::incrementAndGet);
        mayFinish.countDown();
        AtomicInteger last = new AtomicInteger();
        pages.behind(cache.key("/other"), last::incrementAndGet);
        await().until(() -> last.get() == 1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void listenersAreToldAsOfValues() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        attempt.store(Page.of("1"), Page.TTL, Page.TTL.multipliedBy(2), List.of());
        set(CACHED.with(PolicyField.STALE_WHILE_REVALIDATE, Duration.ofMinutes(1)));
        pages.find(key, Page.FRESH, true);
        pages.find(key, Page.FRESH, true);
        now.addAndGet(Page.TTL.toNanos());
        pages.find(key, Page.ANY, true);
        Page.led(pages.find(key, Page.FRESH, true)).fail();
        assertThat(told)
                .containsExactly(
                        new Miss("", key.name()),
                        new Load("", key.name(), Duration.ofSeconds(3), false),
                        new Hit("", key.name(), false),
                        new Hit("", key.name(), true),
                        new StaleServed("", key.name()),
                        new Miss("", key.name()),
                        new Load("", key.name(), Duration.ZERO, true));
    }

    @ParameterizedTest
    @CsvSource({"#v7", "#v31"})
    void nobodyElsesKeyEndsLikeASlots(String tail) {
        try (Cache other = cache(CacheSettings.ofDefaults().withNamespaces(Set.of("own")))) {
            assertThat(other.own("own:a" + tail, "/products").name()).doesNotEndWith(tail);
        }
    }

    @Test
    void ofAnAttemptThatIsWithdrawnNobodyIsToldAndTheLeaseIsFree() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        attempt.withdraw();
        assertThat(told).isEmpty();
        assertThat(pages.find(key, Page.FRESH, true)).isInstanceOf(Seat.Leads.class);
    }

    private Cache cache(CacheSettings settings) {
        return new Cache(Instance.SERVICE, policies, store, new JsonCodec(), settings, List.of(told::add), now::get);
    }

    private void set(PolicySettings settings) {
        policies.change(policies.current()
                .withServiceDefaults(settings, policies.current().revision().next()));
    }
}
