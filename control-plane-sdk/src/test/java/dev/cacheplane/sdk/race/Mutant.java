package dev.cacheplane.sdk.race;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cacheplane.sdk.store.CacheStore;
import dev.cacheplane.sdk.store.PlainRedis;
import dev.cacheplane.sdk.store.Reopening;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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
    /** Reports of changes are lost on their way, and taken for come. */
    REPORTS_NOT_HEARD,
    /** Whether a heartbeat was answered lately is not looked at. */
    VALIDITY_NOT_CHECKED,
    /** An invalidation is a {@code DEL}, of which nobody hears if there was nothing. */
    SILENT_DELETION,
    /** Whatever is invalidated wholesale, all generations stay equal. */
    NO_GENERATION_CHECK,
    /** The clock stands still while tags are invalidated. */
    NO_TAG_CLOCK,
    /** A soft invalidation leaves running computations their right to store. */
    SOFT_LEAVES_LEASES,
    /** An update is a write and an invalidation, with nothing before. */
    NO_BAR,
    /** A server is taken for the same whatever its {@code run_id} says: what the last one had acknowledged is not done again. */
    NO_REPLAY_OF_RECENT,
    /** {@code GET}, and if there is nothing compute and {@code SET}; {@code DEL} to invalidate. */
    GET_AND_SET;

    @SuppressWarnings("FutureReturnValueIgnored") // the cache heeds them
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
                    return CompletableFuture.completedFuture(true);
                });
            case ONE_TOKEN_PER_PROCESS ->
                mutation.every(call -> call.operation().matches("fill|acquire|renew|release|fail"), call -> {
                    call.replace(1, name);
                    return call.carryOut();
                });
            case LEASE_NOT_TAKEN ->
                mutation.every(call -> call.operation().equals("invalidate"), call -> {
                    call.entries().forEach(key -> {
                        plain.evictMetadata(key);
                        plain.evictEntry(key);
                    });
                    return call.entries();
                });
            case NO_GATE -> {
                mutation.every(call -> call.operation().equals("closeUntilReplayed"), call -> null);
                mutation.every(call -> call.operation().equals("isOpen"), call -> true);
            }
            case NO_DETACHING -> {
                Subject writing = new Engine(mutation.around(store), Arena.SETTINGS);
                Subject reading = new Engine(between.around(store), Arena.SETTINGS);
                between.reports().lose();
                return new TwoSubjects(reading, writing);
            }
            case REPORTS_NOT_HEARD -> {
                Subject deaf = new Engine(between.around(store), Arena.SETTINGS);
                between.reports().lose();
                return deaf;
            }
            case VALIDITY_NOT_CHECKED -> {
                Subject trusting = new Engine(between.around(store), Arena.SETTINGS);
                between.reports().takeForConfirmed();
                return trusting;
            }
            case SILENT_DELETION ->
                mutation.every(
                        call -> call.operation().equals("invalidate"),
                        call -> call.entries().stream().filter(plain::delete).collect(toUnmodifiableSet()));
            case NO_GENERATION_CHECK -> mutation.every(call -> call.operation().startsWith("bump"), call -> null);
            case NO_TAG_CLOCK ->
                mutation.every(call -> call.operation().startsWith("bump"), call -> {
                    Collection<?> names = call.argument(0, Collection.class);
                    call.replace(
                            0,
                            names.stream()
                                    .filter(bumped -> !bumped.equals("gen:{race}:tags"))
                                    .toList());
                    return call.carryOut();
                });
            case SOFT_LEAVES_LEASES -> mutation.every(call -> call.operation().equals("soften"), Call::entries);
            case NO_BAR -> mutation.every(call -> call.operation().equals("bar"), call -> null);
            case NO_REPLAY_OF_RECENT ->
                mutation.every(call -> call.operation().equals("beforeReopening"), call -> {
                    @SuppressWarnings("unchecked") // as it is declared
                    Consumer<Reopening> hook = call.argument(0, Consumer.class);
                    Consumer<Reopening> mistaken = reopening -> hook.accept(new Reopening(reopening.entries(), false));
                    call.replace(0, mistaken);
                    return call.carryOut();
                });
            case GET_AND_SET -> {
                return new GetAndSet(plain);
            }
        }
        return new Engine(between.around(mutation.around(store)), Arena.SETTINGS);
    }
}
