package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
                List<Thread> callers = new ArrayList<>();
                test.ask("ready " + name);
                for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                    Thread caller = new Thread(null, () -> call(engine, test, name), "caller", 256 << 10);
                    caller.start();
                    callers.add(caller);
                }
                for (Thread caller : callers) {
                    caller.join();
                }
            }
        }
    }

    private static void call(Engine engine, LineClient test, String name) {
        test.ask("came " + name);
        long value = engine.read("cold", () -> Long.parseLong(test.ask("load " + name)));
        test.ask("got " + value);
    }
}
