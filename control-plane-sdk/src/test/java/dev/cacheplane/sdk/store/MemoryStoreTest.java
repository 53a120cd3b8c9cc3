package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The contract in memory, and what holds there alone. */
class MemoryStoreTest extends CacheStoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    CacheStore store() {
        return store;
    }

    @Test
    void timeIsTheClocksItWasGiven() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());
        MemoryStore frozen = new MemoryStore(now::get);
        frozen.acquire("a", "one", SOON, null, List.of(), SOON);
        frozen.acquire("b", "one", LONG, null, List.of(), SOON);
        frozen.fill("b", "one", new byte[1], new byte[1], LONG, SOON).join();
        Watch watch = frozen.watch(new RecordingWatcher("beat:a", "a"));
        watch.close();

        now.addAndGet(LONG.toNanos() - 1);
        assertThat(frozen.acquire("a", "two", SOON, null, List.of(), SOON)).isInstanceOf(Acquisition.Taken.class);
        assertThat(frozen.read("b", List.of(), SOON).entry().timeToLive()).isEqualTo(Duration.ofNanos(1));
        assertThat(frozen.sinceBeat("beat:a", SOON)).contains(LONG.minusNanos(1));
        now.addAndGet(1);
        assertThat(frozen.read("b", List.of(), SOON).entry().payload()).isNull();
        assertThat(frozen.invalidate("b", SOON)).isFalse();
    }

    @Test
    void aChangeIsToldBeforeItsCallReturns() {
        RecordingWatcher watcher = new RecordingWatcher("beat:a", "a");
        try (Watch watch = store.watch(watcher)) {
            store.invalidate("a", SOON);
            store.invalidate("b", SOON);
            assertThat(watcher.changed).containsExactly("a");
            assertThat(watch.confirmedAt()).isPresent();
            assertThat(store.sinceBeat("beat:a", SOON)).isPresent();
        }
    }

    @Test
    void hooksRunOnTheThreadThatClosesAndAgainOnThoseThatCallLater() {
        AtomicInteger runs = new AtomicInteger();
        CopyOnWriteArrayList<Thread> threads = new CopyOnWriteArrayList<>();
        store.beforeReopening(reopening -> {
            threads.add(Thread.currentThread());
            assertThat(store.isOpen()).isFalse();
            assertThat(reopening.otherServer()).isFalse();
            reopening.entries().invalidate("a", SOON);
            if (runs.incrementAndGet() < 3) {
                throw new StoreUnavailableException("not yet");
            }
        });
        store.closeUntilReplayed();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.invalidate("a", SOON));
        assertThat(store.invalidate("a", SOON)).isFalse();
        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
    }

    @Test
    void aClosedStoreIsUnavailableAndTellsNothing() {
        RecordingWatcher watcher = new RecordingWatcher("beat:a", "a");
        Watch watch = store.watch(watcher);
        store.close();
        store.close();
        assertThat(store.isOpen()).isFalse();
        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.invalidate("a", SOON));
        assertThat(watch.confirmedAt()).isEmpty();
        assertThat(watcher.changed).isEmpty();
    }
}
