package dev.cacheplane.sdk.race;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.PlainRedis;
import java.time.Duration;

/** Caches that leave out one step of the protocol, and one that leaves out all of it. */
enum Mutant {
    /** Whoever has computed stores: a fill is a {@code SET}. */
    NO_LEASE_CHECK,
    /** A second attempt has the token of the first, whose late fill it blesses. */
    ONE_TOKEN_PER_PROCESS,
    /** An invalidation deletes the entry, and leaves running computations their right to store. */
    LEASE_NOT_TAKEN,
    /** An invalidation that Redis does not have keeps nobody from reading. */
    NO_GATE,
    /** An invalidation leaves what was begun before it to be joined. */
    NO_DETACHING,
    /** {@code GET}, and if there is nothing compute and {@code SET}; {@code DEL} to invalidate. */
    GET_AND_SET;

    Subject build(String name, CacheStore store, Interference between, PlainRedis plain) {
        Interference mutation = new Interference();
        switch (this) {
            case NO_LEASE_CHECK ->
                mutation.every(call -> call.operation().equals("fill"), call -> {
                    plain.set(
                            call.argument(0, String.class),
                            call.argument(2, byte[].class),
                            call.argument(3, byte[].class),
                            call.argument(4, Duration.class));
                    return true;
                });
            case ONE_TOKEN_PER_PROCESS ->
                mutation.every(call -> call.operation().matches("fill|acquire|renew|release|fail"), call -> {
                    call.replace(1, name);
                    return call.carryOut();
                });
            case LEASE_NOT_TAKEN ->
                mutation.every(call -> call.operation().equals("invalidate"), call -> {
                    String key = call.argument(0, String.class);
                    plain.evictMetadata(key);
                    plain.evictEntry(key);
                    return true;
                });
            case NO_GATE -> {
                mutation.every(call -> call.operation().equals("closeUntilReplayed"), call -> null);
                mutation.every(call -> call.operation().equals("isOpen"), call -> true);
            }
            case NO_DETACHING -> {
                Subject reading = new Engine(between.around(store), Arena.SETTINGS);
                Subject writing = new Engine(between.around(store), Arena.SETTINGS);
                return new TwoSubjects(reading, writing);
            }
            case GET_AND_SET -> {
                return new GetAndSet(plain);
            }
        }
        return new Engine(between.around(mutation.around(store)), Arena.SETTINGS);
    }
}
