package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.Watch;
import dev.cacheplane.sdk.store.Watcher;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A store's reports of changes on their way to one cache, and the confirmations that they have come. Thread-safe. */
final class Reports {
    private volatile @Nullable Watcher watcher;
    private volatile @Nullable Watch watch;
    private volatile @Nullable OptionalLong lastConfirmation;
    private final LongAdder flushes = new LongAdder();
    private volatile boolean lost;
    private volatile boolean takenForConfirmed;
    private volatile Runnable delay = () -> {};

    /** Follows the store for a watcher, as {@link CacheStore#watch} does. */
    Watch of(CacheStore store, Watcher told) {
        watcher = told;
        Watch real = store.watch(new Passing(told));
        watch = real;
        return new Confirming(real);
    }

    /** From now on no report comes, and none is confirmed. */
    void cease() {
        lastConfirmation = Objects.requireNonNull(watch).confirmedAt();
    }

    /** Reports begin anew. */
    void resume() {
        Objects.requireNonNull(watcher).anythingChanged();
        lastConfirmation = null;
    }

    /** From now on no report comes, and all are confirmed: no store may do that. */
    void lose() {
        lost = true;
    }

    /** From now on whatever comes or does not come is taken for confirmed: no cache may do that. */
    void takeForConfirmed() {
        takenForConfirmed = true;
    }

    /** Has each report take its time, and with it the confirmations behind it. */
    void delay(Runnable each) {
        delay = each;
    }

    /** How often it was told that anything may have changed. */
    long flushes() {
        return flushes.sum();
    }

    /** Whether what changes is reported at all. */
    boolean come() {
        Watch reports = watch;
        return reports != null && reports.confirmedAt().isPresent();
    }

    private boolean pass() {
        delay.run();
        return lastConfirmation == null && !lost;
    }

    private final class Passing implements Watcher {
        private final Watcher told;

        Passing(Watcher told) {
            this.told = told;
        }

        @Override
        public Set<String> prefixes() {
            return told.prefixes();
        }

        @Override
        public Collection<String> warm() {
            return told.warm();
        }

        @Override
        public String beat() {
            return told.beat();
        }

        @Override
        public void changed(List<String> keys) {
            if (pass()) {
                told.changed(keys);
            }
        }

        @Override
        public void anythingChanged() {
            if (pass()) {
                told.anythingChanged();
            }
            flushes.increment();
        }
    }

    private final class Confirming implements Watch {
        private final Watch real;

        Confirming(Watch real) {
            this.real = real;
        }

        @Override
        public void add(String prefix) {
            real.add(prefix);
        }

        @Override
        public boolean covers(String prefix) {
            return real.covers(prefix);
        }

        @Override
        public OptionalLong confirmedAt() {
            if (takenForConfirmed) {
                return OptionalLong.of(System.nanoTime());
            }
            OptionalLong last = lastConfirmation;
            return last == null ? real.confirmedAt() : last;
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
