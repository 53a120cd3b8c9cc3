package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import dev.cacheplane.sdk.event.CacheEvent;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests at the same time, in one process: one makes the response and the others wait for it. */
class ResponseFlightsTest {
    private static final int MANY = 8;

    private final MemoryStore store = new MemoryStore();
    private final List<CacheEvent> told = new CopyOnWriteArrayList<>();
    private final Callers callers = new Callers();
    private final Cache cache =
            cache(CacheSettings.ofDefaults().withMaxWait(Duration.ofMinutes(5)).withNearBytes(0));
    private final Responses<Page> pages = cache.responses(new Page.Form());
    private final CacheKey key = cache.key("/products");

    /** Makes the generations, which is a change too. */
    @BeforeEach
    void warm() {
        Page.store(pages, cache.key("/first"), "first", "late");
        told.clear();
    }

    @AfterEach
    void end() {
        callers.close();
        cache.close();
        store.close();
    }

    @Test
    void thoseWhoComeMeanwhileGetWhatTheOneHasMade() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of());
        for (Future<Seat<Page>> one : waiting) {
            Seat.Found<Page> found = (Seat.Found<Page>) Callers.result(one);
            assertThat(found.collapsed()).isTrue();
            assertThat(found.held().response()).isEqualTo(Page.of("1"));
            assertThat(found.held().stale()).isFalse();
        }
        assertThat(told.stream().filter(CacheEvent.Joined.class::isInstance)).hasSize(MANY);
        assertThat(told.stream().filter(CacheEvent.Miss.class::isInstance)).hasSize(1);
    }

    @Test
    void itMayEndOnAnotherThreadAndItsOwnWaitsLikeAnyOther() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        attempt.leave();
        var ending = callers.call(() -> {
            await().until(() -> waitingThreads() > 0);
            return attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of());
        });
        Seat<Page> own = pages.find(key, Page.FRESH, true);
        assertThat(Page.body(own)).isEqualTo("1");
        assertThat(((Seat.Found<Page>) own).collapsed()).isTrue();
        assertThat(Callers.result(ending)).isTrue();
    }

    @Test
    void oneThatIsNotForStoringFreesAllAtOnce() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        attempt.pass(Duration.ZERO);
        assertThat(waiting).allSatisfy(one -> assertThat(Callers.result(one)).isInstanceOf(Seat.Alone.class));
    }

    @Test
    void oneThatIsTooLargeOrNamesWhatIsNoTagIsGivenToThoseWhoWait() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        assertThat(attempt.store(Page.of("1"), Page.TTL, Page.TTL, List.of("no tag")))
                .isFalse();
        assertThat(waiting)
                .allSatisfy(one -> assertThat(Page.body(Callers.result(one))).isEqualTo("1"));
        assertThat(pages.look(key)).isNull();
    }

    @Test
    void afterAFailureOneOfThoseWhoWaitTriesAgainAndTheOthersDoNotWaitAgain() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        attempt.fail();
        List<Seat<Page>> seats = waiting.stream().map(Callers::result).toList();
        assertThat(seats.stream().filter(Seat.Leads.class::isInstance)).hasSize(1);
        assertThat(seats.stream().filter(Seat.Alone.class::isInstance)).hasSize(MANY - 1);
        seats.stream().filter(Seat.Leads.class::isInstance).map(Page::led).forEach(Attempt::fail);
    }

    @Test
    void whomItDoesNotServeLooksOnceMoreAndDoesNotWaitAgain() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.NONE);
        attempt.store(Page.of("in another language"), Page.TTL, Page.TTL, List.of());
        List<Seat<Page>> seats = waiting.stream().map(Callers::result).toList();
        assertThat(seats).noneMatch(Seat.Found.class::isInstance);
        assertThat(seats.stream().filter(Seat.Leads.class::isInstance)).hasSize(1);
        assertThat(seats).allSatisfy(seat -> assertThat(there(seat)).isNotNull());
    }

    @Test
    void anInvalidationRefusesItAndFreesThoseWhoWaitBeforeItEnds() {
        Attempt<Page> old = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        cache.invalidate(key);
        Attempt<Page> next = first(waiting);
        assertThat(old.store(Page.of("old"), Page.TTL, Page.TTL, List.of())).isFalse();
        assertThat(next.store(Page.of("new"), Page.TTL, Page.TTL, List.of())).isTrue();
        assertThat(waiting.stream().map(Callers::result).filter(Seat.Found.class::isInstance))
                .hasSize(MANY - 1)
                .allSatisfy(seat -> assertThat(Page.body(seat)).isEqualTo("new"));
    }

    @Test
    void aNewGenerationOfATagThatItNamesAtItsEndKeepsItFromThoseWhoWait() {
        Attempt<Page> old = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        cache.invalidate(Target.tag("late"));
        assertThat(old.store(Page.of("old"), Page.TTL, Page.TTL, List.of("late")))
                .isFalse();
        first(waiting).store(Page.of("new"), Page.TTL, Page.TTL, List.of("late"));
        assertThat(waiting.stream().map(Callers::result).filter(Seat.Found.class::isInstance))
                .hasSize(MANY - 1)
                .allSatisfy(seat -> assertThat(Page.body(seat)).isEqualTo("new"));
    }

    @Test
    void whatIsNotForStoringIsNotGivenToThoseWhoWaitIfSomethingHasInvalidatedIt() {
        Attempt<Page> old = Page.led(pages.find(key, Page.FRESH, true));
        List<Future<Seat<Page>>> waiting = many(Page.FRESH);
        cache.invalidate(key);
        old.store(Page.of("old"), Page.TTL, Page.TTL, List.of("no tag"));
        await().until(() -> passedByThoseWhoLead(waiting) == MANY);
        assertThat(waiting).allSatisfy(one -> assertThat(Callers.result(one)).isNotInstanceOf(Seat.Found.class));
    }

    @Test
    void whoMayNotWaitIsAloneOrServedByWhatIsThere() {
        Page.store(pages, key, "old");
        Attempt<Page> attempt = Page.led(pages.find(key, Page.NONE, true));
        Seat<Page> alone = Callers.elsewhere(() -> pages.find(key, Page.NONE, false));
        assertThat(alone).isInstanceOf(Seat.Alone.class);
        assertThat(there(alone)).extracting(held -> held.response().body()).isEqualTo("old");
        assertThat(Page.body(Callers.elsewhere(() -> pages.find(key, Page.FRESH, false))))
                .isEqualTo("old");
        attempt.pass(Duration.ZERO);
    }

    @Test
    void whomWhatIsThereServesDoesNotWaitForAnotherWhomItDoesNot() {
        Page.store(pages, key, "old");
        Attempt<Page> attempt = Page.led(pages.find(key, Page.NONE, true));
        Seat<Page> served = Callers.elsewhere(() -> pages.find(key, Page.FRESH, true));
        assertThat(Page.body(served)).isEqualTo("old");
        assertThat(((Seat.Found<Page>) served).collapsed()).isFalse();
        attempt.pass(Duration.ZERO);
    }

    @Test
    void oneThatTakesTooLongIsGivenUpAndWhatItBringsLateIsNotStored() {
        try (Cache strict = cache(CacheSettings.ofDefaults().withComputeLimit(Duration.ofMillis(300)))) {
            Responses<Page> strictly = strict.responses(new Page.Form());
            Attempt<Page> late = Page.led(strictly.find(key, Page.FRESH, true));
            Attempt<Page> next =
                    Page.led(Callers.elsewhere(() -> strictly.find(key, Page.FRESH, true))); // having waited for it
            assertThat(late.store(Page.of("late"), Page.TTL, Page.TTL, List.of()))
                    .isFalse();
            assertThat(told).anyMatch(CacheEvent.FillRefused.class::isInstance);
            assertThat(strictly.look(key)).isNull();
            next.pass(Duration.ZERO);
        }
    }

    @Test
    void whoHasWaitedForLongEnoughIsAlone() {
        try (Cache hasty = cache(CacheSettings.ofDefaults().withMaxWait(Duration.ofMillis(200)))) {
            Responses<Page> hastily = hasty.responses(new Page.Form());
            Attempt<Page> attempt = Page.led(hastily.find(key, Page.FRESH, true));
            assertThat(Callers.elsewhere(() -> hastily.find(key, Page.FRESH, true)))
                    .isInstanceOf(Seat.Alone.class);
            assertThat(pages.find(cache.key("/other"), Page.FRESH, true)).isInstanceOf(Seat.Leads.class);
            attempt.pass(Duration.ZERO);
        }
    }

    @Test
    void anotherThreadThatAsksTheFacadeWaitsForTheResponseToEndAndThenHasItsValue() {
        Attempt<Page> attempt = Page.led(pages.find(key, Page.FRESH, true));
        Future<Cached<String>> value = callers.call(() -> cache.getOrLoad(key, String.class, () -> "value"));
        await().until(() -> waitingThreads() > 0);
        attempt.pass(Duration.ZERO);
        assertThat(Callers.result(value)).isEqualTo(new Cached<>("value", false));
    }

    @Test
    void afterCloseALeaseIsOthers() {
        Attempt<Page> attempt;
        try (Cache first = cache(CacheSettings.ofDefaults())) {
            attempt = Page.led(first.responses(new Page.Form()).find(key, Page.FRESH, true));
            assertThat(pages.find(key, Page.FRESH, false)).isInstanceOf(Seat.Alone.class);
        }
        assertThat(Page.store(pages, key, "1")).isTrue();
        assertThat(attempt.store(Page.of("late"), Page.TTL, Page.TTL, List.of()))
                .isFalse();
        assertThat(Page.body(pages.find(key, Page.FRESH, true))).isEqualTo("1");
    }

    private static Held<Page> there(Seat<Page> seat) {
        Held<Page> there = seat instanceof Seat.Leads<Page> leads
                ? leads.there()
                : seat instanceof Seat.Alone<Page> alone ? alone.there() : null;
        return Objects.requireNonNull(there);
    }

    /** Requests that wait by now. */
    private List<Future<Seat<Page>>> many(Predicate<Held<Page>> serves) {
        List<Future<Seat<Page>>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(callers.call(() -> pages.find(key, serves, true)));
        }
        await().until(() -> waitingThreads() == MANY);
        return all;
    }

    /** The attempt of the first of them that does not wait any more. */
    private static Attempt<Page> first(List<Future<Seat<Page>>> waiting) {
        await().until(() -> waiting.stream().anyMatch(Future::isDone));
        return Page.led(Callers.result(
                waiting.stream().filter(Future::isDone).findFirst().orElseThrow()));
    }

    /** How many do not wait any more. Who looks again when the others are free already leads too, and passes too. */
    private static long passedByThoseWhoLead(List<Future<Seat<Page>>> waiting) {
        List<Seat<Page>> seats =
                waiting.stream().filter(Future::isDone).map(Callers::result).toList();
        for (Seat<Page> seat : seats) {
            if (seat instanceof Seat.Leads<Page> leads) {
                leads.attempt().pass(Duration.ZERO);
            }
        }
        return seats.size();
    }

    /** Threads that wait for another's response, or for its lease. */
    private static long waitingThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(ResponseFlightsTest::isWaiting)
                .count();
    }

    private static boolean isWaiting(Map.Entry<Thread, StackTraceElement[]> thread) {
        return thread.getKey().getState() == Thread.State.TIMED_WAITING
                && Stream.of(thread.getValue())
                        .map(StackTraceElement::getClassName)
                        .anyMatch(name -> name.equals(Seeking.class.getName()) || name.equals(Engine.class.getName()));
    }

    private Cache cache(CacheSettings settings) {
        return new Cache(
                Instance.SERVICE,
                Instance.cachingOn(),
                store,
                new JsonCodec(),
                settings,
                List.of(told::add),
                System::nanoTime);
    }
}
