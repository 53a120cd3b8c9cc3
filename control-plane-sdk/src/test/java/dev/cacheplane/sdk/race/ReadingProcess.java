package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;

/** Reads one row for as long as it is told to, tells what it saw, and ends. */
final class ReadingProcess {
    static final String ROW = "read";

    private ReadingProcess() {}

    /** Takes Redis, and the port of the test's {@link LineServer}. */
    public static void main(String[] arguments) {
        LineClient test = new LineClient(Integer.parseInt(arguments[1]));
        Verdict verdict = new Verdict();
        CacheSettings settings = CacheSettings.ofDefaults().withBound(Arena.BOUND);
        try (RedisStore store = RedisStore.connect(RedisAddress.parse(arguments[0]));
                Node node = new Node("process", new Engine(store, settings), new RemoteRows(test), verdict)) {
            while (test.ask("more").equals("yes")) {
                node.read(ROW);
            }
        }
        verdict.violations().forEach(violation -> test.ask("violation " + violation));
        test.ask("judged " + verdict.reads());
    }
}
