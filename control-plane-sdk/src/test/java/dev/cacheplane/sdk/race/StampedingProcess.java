package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Many callers of one process who want the same row; the test, which is the database, counts who asks it. */
final class StampedingProcess {
    private StampedingProcess() {}

    /** Takes its name, Redis, the port of the test's {@link LineServer}, and how many callers. */
    public static void main(String[] arguments) throws InterruptedException {
        LineClient test = new LineClient(Integer.parseInt(arguments[2]));
        String name = arguments[0];
        CacheSettings patient = CacheSettings.ofDefaults().withRedisBudget(Duration.ofSeconds(20));
        try (RedisStore store = RedisStore.connect(RedisAddress.parse(arguments[1]))) {
            while (!store.isOpen()) {
                Thread.onSpinWait();
            }
            try (Engine engine = new Engine(store, patient)) {
                int callers = Integer.parseInt(arguments[3]);
                CountDownLatch came = new CountDownLatch(callers);
                ConcurrentLinkedQueue<Long> got = new ConcurrentLinkedQueue<>();
                test.ask("ready " + name);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    Thread caller = new Thread(
                            null,
                            () -> {
                                came.countDown();
                                got.add(engine.read("cold", () -> Long.parseLong(test.ask("load " + name))));
                            },
                            "caller",
                            256 << 10);
                    caller.start();
                    threads.add(caller);
                }
                came.await();
                test.ask("came " + callers);
                for (Thread caller : threads) {
                    caller.join();
                }
                test.ask("got " + got.size() + " of " + Set.copyOf(got));
            }
        }
    }
}
