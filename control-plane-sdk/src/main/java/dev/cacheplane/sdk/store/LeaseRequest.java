package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.RedisLink.millis;
import static dev.cacheplane.sdk.store.RedisLink.utf8;
import static io.lettuce.core.ScriptOutputType.INTEGER;

import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question for an entry's lease, in one write: generations first, then {@code SET NX}, and a look at what is there, which cannot be older than the lease. Who gets the lease, as most do who
 * ask, need know no more; for the others there is a second write, that asks how long what is there stays. For one thread, and to be asked once.
 */
final class LeaseRequest {
    private static final Logger log = LoggerFactory.getLogger(LeaseRequest.class);
    private static final byte[] FAILED = utf8("failed");

    private final RedisLink link;
    private final RedisGenerations generations;
    private final EntryKeys keys;
    private final String token;
    private final List<AsyncCommand<String, byte[], ?>> commands = new ArrayList<>();
    private final RedisGenerations.@Nullable Question asked;
    private final AsyncCommand<String, byte[], String> taking;
    private final AsyncCommand<String, byte[], List<byte[]>> reading;
    private boolean taken = true; // it may be, as long as Redis has not said otherwise

    LeaseRequest(
            RedisLink link,
            RedisGenerations generations,
            EntryKeys keys,
            String token,
            Duration lease,
            Collection<String> names) {
        this.link = link;
        this.generations = generations;
        this.keys = keys;
        this.token = token;
        asked = generations.question(names, commands);
        taking = Commands.setIfAbsent(keys.lease(), utf8(token), lease);
        reading = look();
        commands.addAll(List.of(taking, reading));
    }

    /** @param seen the metadata of the entry that was read, {@code null} for none */
    Acquisition outcome(byte @Nullable [] seen, Duration within) {
        boolean isKept = false;
        try {
            Acquisition outcome = answer(seen, within);
            isKept = outcome instanceof Acquisition.Taken;
            return outcome;
        } finally {
            if (taken && !isKept) { // nobody would know that the lease is theirs
                giveBack();
            }
        }
    }

    private Acquisition answer(byte @Nullable [] seen, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        link.send("SET", commands);
        // the last answer first: the others are there then, and this thread is woken once
        List<byte[]> there = link.answer("MGET", reading, within, until);
        Map<String, Generation> read = generations.answer(asked, within, until);
        String said = link.answerOrFull("SET", taking, within, until);
        taken = "OK".equals(said);
        if (taken && !stored(there, Duration.ZERO).isAnotherThan(seen)) {
            return new Acquisition.Taken(read);
        }
        return notTaken(seen, read, said != null, within, until);
    }

    private AsyncCommand<String, byte[], List<byte[]>> look() {
        return Commands.mget(keys.entry(), keys.metadata(), keys.lease());
    }

    private static Stored stored(List<byte[]> there, Duration left) {
        return new Stored(there.get(0), there.get(1), left);
    }

    /** Looks again, together with the times: those of what was seen before may be another's by now. */
    private Acquisition notTaken(
            byte @Nullable [] seen, Map<String, Generation> read, boolean full, Duration within, long until) {
        AsyncCommand<String, byte[], List<byte[]>> looking = look();
        AsyncCommand<String, byte[], Long> entryLeft = Commands.pttl(keys.entry());
        AsyncCommand<String, byte[], Long> leaseLeft = Commands.pttl(keys.lease());
        link.send("MGET", List.of(looking, entryLeft, leaseLeft));
        Duration expiresIn = millis(link.answer("PTTL", leaseLeft, within, until));
        Duration left = millis(link.answer("PTTL", entryLeft, within, until));
        List<byte[]> there = link.answer("MGET", looking, within, until);
        Stored stored = stored(there, left);
        if (stored.isAnotherThan(seen)) {
            return new Acquisition.Changed(stored, read);
        }
        if (taken) {
            return new Acquisition.Taken(read);
        }
        return full && there.get(2) == null
                ? new Acquisition.NoRoom()
                : new Acquisition.Held(expiresIn, Arrays.equals(there.get(2), FAILED));
    }

    /** Over the same connection on which it may be taken yet; waits for no answer. */
    private void giveBack() {
        try {
            var unused = link.commands().eval(Script.RELEASE.text(), INTEGER, keys.all(), utf8(token));
        } catch (RuntimeException e) { // whatever Lettuce throws of a connection that is being lost
            log.debug("Not given back", e);
        }
    }
}
