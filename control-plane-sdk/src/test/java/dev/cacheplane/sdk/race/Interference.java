package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.Acquisition;
import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.StoreUnavailableException;
import dev.cacheplane.sdk.store.Stored;
import dev.cacheplane.sdk.store.Watcher;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stands between a cache and its store, and may hold, lose or put off each call. By default it does nothing. Thread-safe. */
final class Interference {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Reports reports = new Reports();

    /** What happens to a call in place of being carried out. */
    @FunctionalInterface
    interface Handling {
        /** Returns what the caller is to get. */
        @Nullable
        Object handle(Call call) throws Exception;
    }

    private record Rule(Predicate<Call> calls, Handling handling) {}

    /** The store, as the cache is to see it. */
    CacheStore around(CacheStore store) {
        return (CacheStore) Proxy.newProxyInstance(
                CacheStore.class.getClassLoader(),
                new Class<?>[] {CacheStore.class},
                (proxy, method, arguments) -> method.getName().equals("watch")
                        ? reports.of(store, (Watcher) arguments[0])
                        : handle(new Call(store, method, arguments)));
    }

    private @Nullable Object handle(Call call) throws Exception {
        for (Rule rule : rules) {
            if (rule.calls().test(call)) {
                return rule.handling().handle(call);
            }
        }
        return call.carryOut();
    }

    /** What the store reports of changes. */
    Reports reports() {
        return reports;
    }

    /** Has all such calls handled so, unless an older rule has it otherwise. */
    void every(Predicate<Call> calls, Handling handling) {
        rules.add(new Rule(calls, handling));
    }

    /** Forgets all rules. */
    void clear() {
        rules.clear();
    }

    /** Holds the next such call before the store hears of it. */
    Hold holdBefore(String operation, String row) {
        Hold hold = new Hold();
        next(operation, row, call -> {
            hold.pass();
            return call.carryOut();
        });
        return hold;
    }

    /** Holds the next such call when the store has answered, before the cache has the answer. */
    Hold holdAfter(String operation, String row) {
        Hold hold = new Hold();
        next(operation, row, call -> {
            Object answer = call.carryOut();
            hold.pass();
            return answer;
        });
        return hold;
    }

    /** No such call reaches the store from now on. */
    void loseRequests(String operation, String row) {
        every(call -> call.is(operation, row), call -> {
            throw new StoreUnavailableException("lost on its way");
        });
    }

    /** The next such call is carried out, and nobody hears of it. */
    void loseReply(String operation, String row) {
        next(operation, row, call -> {
            call.carryOut();
            throw new StoreUnavailableException("carried out, and the answer lost");
        });
    }

    /** The next such call times out at its caller, and arrives when the answer is told to. */
    Late delay(String operation, String row) {
        Late late = new Late();
        next(operation, row, call -> {
            late.call = call;
            throw new StoreUnavailableException("still on its way");
        });
        return late;
    }

    /** The next fill of this row's entry is on its way until it is told to arrive, and its caller goes on. */
    @SuppressWarnings("FutureReturnValueIgnored") // the cache heeds it
    Late postpone(String row) {
        Late late = new Late();
        next("fill", row, call -> {
            late.call = call;
            return late.answer;
        });
        return late;
    }

    private void next(String operation, String row, Handling handling) {
        AtomicBoolean done = new AtomicBoolean();
        if (operation.equals(
                "read")) { // a cache that expects to find nothing is told that there is something, and so reads
            every(
                    call -> call.is("acquire", row) && !done.get(),
                    call -> new Acquisition.Changed(new Stored(null, null, Duration.ZERO), Map.of()));
        }
        every(call -> call.is(operation, row) && done.compareAndSet(false, true), handling);
    }

    /** A call that waits in some queue on its way. */
    static final class Late {
        private final CompletableFuture<Object> answer = new CompletableFuture<>();
        private volatile @Nullable Call call;

        /** Lets it arrive; returns whether there was one. */
        boolean arrive() {
            Call arriving = call;
            if (arriving == null) {
                return false;
            }
            try {
                Object answered = arriving.carryOut();
                answer.complete(answered instanceof CompletableFuture<?> later ? later.join() : answered);
                return true;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
