package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.cache.CacheSettings;
import dev.cacheplane.sdk.store.RedisAddress;
import dev.cacheplane.sdk.store.RedisStore;

/** One node of a race between processes: races, tells what it saw, and ends. It is as patient with Redis as a service. */
final class RacingProcess {
    private static final CacheSettings SETTINGS = CacheSettings.ofDefaults().withBound(Arena.BOUND);

    private RacingProcess() {}

    /** Takes its name, Redis, the port of the test's {@link LineServer}, a seed, and how many steps. */
    public static void main(String[] arguments) {
        LineClient test = new LineClient(Integer.parseInt(arguments[2]));
        Verdict verdict = new Verdict();
        try (RedisStore store = RedisStore.connect(RedisAddress.parse(arguments[1]))) {
            Interference between = new Interference();
            Engine engine = new Engine(between.around(store), SETTINGS);
            try (Node node = new Node(arguments[0], engine, new RemoteRows(test), verdict)) {
                long seed = Long.parseLong(arguments[3]);
                new Weather(seed).over(between);
                test.ask("ready");
                new RandomRace(node, 4, Integer.parseInt(arguments[4])).run(seed);
            }
        }
        verdict.violations().forEach(violation -> test.ask("violation " + violation));
        test.ask("judged " + verdict.reads());
    }
}
