package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.RedisLink.millis;
import static dev.cacheplane.sdk.store.RedisLink.utf8;
import static io.lettuce.core.ScriptOutputType.INTEGER;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entries over one connection, without a gate: who fails is reported, and fails. */
class RedisEntries implements Entries {
    private static final int SCAN_STEP = 1_000;

    private static final Logger log = LoggerFactory.getLogger(RedisEntries.class);
    /** Who comes back later than that remembers too little in any case. */
    private static final SetArgs BEAT_LIVES = SetArgs.Builder.px(Duration.ofHours(2));

    private final RedisLink link;
    private final RedisAsyncCommands<String, byte[]> redis;
    private final RedisGenerations generations;

    RedisEntries(RedisLink link) {
        this.link = link;
        this.redis = link.commands();
        this.generations = new RedisGenerations(link);
    }

    /** Goes once through what callers will need, who are less patient: Redis learns the scripts, and this JVM loads its classes. */
    void prepare(Duration within) {
        for (Script script : Script.values()) {
            link.call("SCRIPT LOAD", within, () -> redis.scriptLoad(script.text()));
        }
        read("probe", List.of(), within);
        release("probe", "nobody", within);
    }

    /** Asks for an answer, and whether this node takes writes: a demoted or misconfigured one would answer a PING as well. */
    void probe(Duration within) {
        link.call("DEL", within, () -> redis.del(EntryKeys.of("probe").lease()));
    }

    /** What the server calls this run of its own. */
    String runId(Duration within) {
        return link.unlessRefused("INFO", within, () -> redis.info("server"))
                .map(RunId::in)
                .orElse(RunId.UNKNOWN);
    }

    /**
     * Writes a beat and touches generations; waits for no answer. A node that takes no writes, for it is a replica now or has too few of its own, is reported: callers who
     * only read would never notice.
     */
    void beat(String key, long millis, Collection<String> warm) {
        try {
            var unused = redis.set(key, utf8(Long.toString(millis)), BEAT_LIVES).whenComplete((ok, e) -> {
                if (takesNoWrites(e)) {
                    link.report(String.valueOf(e.getMessage()));
                }
            });
            touch(warm);
        } catch (RuntimeException e) { // whatever Lettuce throws of a connection that is being lost
            log.debug("Not told", e);
        }
    }

    private static boolean takesNoWrites(@Nullable Throwable e) {
        return e instanceof RedisReadOnlyException
                || (e instanceof RedisCommandExecutionException
                        && String.valueOf(e.getMessage()).startsWith("NOREPLICAS"));
    }

    /** Touches generations; waits for no answer. */
    final void touch(Collection<String> warm) {
        try {
            if (!warm.isEmpty()) {
                var unused = redis.touch(warm.toArray(new String[0]));
            }
        } catch (RuntimeException e) { // as above
            log.debug("Not touched", e);
        }
    }

    @Override
    public Reading read(String key, Collection<String> names, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        EntryKeys keys = EntryKeys.of(key);
        List<AsyncCommand<String, byte[], ?>> commands = new ArrayList<>(3);
        AsyncCommand<String, byte[], List<byte[]>> both = Commands.mget(keys.entry(), keys.metadata());
        AsyncCommand<String, byte[], Long> timeToLive = Commands.pttl(keys.entry());
        commands.add(both);
        commands.add(timeToLive);
        RedisGenerations.@Nullable Question asked = generations.question(names, commands);
        link.send("MGET", commands);
        // the last answer first: the others are there then, and this thread is woken once
        Map<String, Generation> values = generations.answer(asked, within, until);
        Duration left = millis(link.answer("PTTL", timeToLive, within, until));
        List<byte[]> found = link.answer("MGET", both, within, until);
        Stored entry = new Stored(found.get(0), found.get(1), left);
        return new Reading(entry, values);
    }

    @Override
    public Map<String, Generation> generations(Collection<String> names, Duration within) {
        return generations.values(names, within);
    }

    @Override
    public void bump(Collection<String> names, Duration within) {
        generations.renew(Script.BUMP, names, within);
    }

    @Override
    public void bumpSoftly(Collection<String> names, Duration within) {
        generations.renew(Script.BUMP_SOFT, names, within);
    }

    @Override
    public CompletableFuture<Boolean> fill(
            String key, String token, byte[] payload, byte[] metadata, Duration timeToLive, Duration within) {
        EntryKeys keys = EntryKeys.of(key);
        String staged = keys.staged(token);
        String[] all = {keys.entry(), keys.metadata(), keys.lease(), staged};
        byte[][] arguments = {utf8(token), metadata, millis(timeToLive)};
        AsyncCommand<String, byte[], String> staging = Commands.set(staged, payload, timeToLive);
        AsyncCommand<String, byte[], Long> filling =
                Commands.script(Script.FILL, new IntegerOutput<>(RedisLink.CODEC), List.of(all), arguments);
        link.send(Script.FILL.name(), List.of(staging, filling));
        // without room for the payload there is nothing to rename, and the script says so
        return link.later(Script.FILL, filling, () -> redis.eval(Script.FILL.text(), INTEGER, all, arguments), within)
                .thenApply(stored -> stored == 1);
    }

    @Override
    public Acquisition acquire(
            String key,
            String token,
            Duration lease,
            byte @Nullable [] seen,
            Collection<String> names,
            Duration within) {
        return new LeaseRequest(link, generations, EntryKeys.of(key), token, lease, names).outcome(seen, within);
    }

    @Override
    public boolean renew(String key, String token, Duration lease, Duration within) {
        return isDone(Script.RENEW, key, within, utf8(token), millis(lease));
    }

    @Override
    public void release(String key, String token, Duration within) {
        isDone(Script.RELEASE, key, within, utf8(token));
    }

    @Override
    public void fail(String key, String token, Duration pause, Duration within) {
        isDone(Script.FAIL, key, within, utf8(token), millis(pause));
    }

    @Override
    public Set<String> invalidate(Collection<String> keys, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        List<EntryKeys> all = keys.stream().map(EntryKeys::of).toList();
        List<AsyncCommand<String, byte[], Long>> commands = new ArrayList<>(2 * all.size());
        for (EntryKeys one : all) {
            commands.add(Commands.del(one.lease(), one.metadata())); // the lease before the entry
            commands.add(Commands.del(one.entry()));
        }
        link.send("DEL", commands);
        Set<String> gone = new HashSet<>();
        List<EntryKeys> absent = new ArrayList<>();
        List<Long> deleted = link.answer("DEL", together(commands), within, until);
        for (int i = 0; i < all.size(); i++) {
            if (deleted.get(2 * i + 1) == 1) {
                gone.add(all.get(i).entry());
            } else {
                absent.add(all.get(i));
            }
        }
        gone.addAll(done(Script.INVALIDATE, absent, within, until)); // of which nobody has been told
        return gone;
    }

    @Override
    public Set<String> soften(Collection<String> keys, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        return done(Script.SOFT, keys.stream().map(EntryKeys::of).toList(), within, until);
    }

    /** Runs a script for each of these, sent in one write; those entries of which it says 1. */
    private Set<String> done(Script script, List<EntryKeys> entries, Duration within, long until) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        List<AsyncCommand<String, byte[], Long>> commands = new ArrayList<>(entries.size());
        for (EntryKeys keys : entries) {
            commands.add(Commands.script(script, new IntegerOutput<>(RedisLink.CODEC), List.of(keys.all())));
        }
        link.send(script.name(), commands);
        Supplier<Future<List<Long>>> byText = () -> together(entries.stream()
                .map(keys -> redis.<Long>eval(script.text(), INTEGER, keys.all()))
                .toList());
        List<Long> said = link.answer(script, together(commands), byText, within, until);
        Set<String> done = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            if (said.get(i) == 1) {
                done.add(entries.get(i).entry());
            }
        }
        return done;
    }

    /** The answers of all of these, or what one of them fails with: many commands are one call, and tell once how fast Redis is. */
    static <T> CompletableFuture<List<T>> together(List<? extends RedisFuture<T>> commands) {
        List<CompletableFuture<T>> answers =
                commands.stream().map(command -> command.toCompletableFuture()).toList();
        return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void bar(String key, String token, Duration lease, Duration within) {
        isDone(Script.BAR, key, within, utf8(token), millis(lease));
    }

    @Override
    public Optional<Duration> sinceBeat(String beat, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        AsyncCommand<String, byte[], List<byte[]>> written = Commands.mget(beat);
        AsyncCommand<String, byte[], List<byte[]>> time = Commands.time();
        link.send("MGET", List.of(written, time));
        Optional<Long> then =
                Beat.millis(link.answer("MGET", written, within, until).get(0));
        Optional<Long> now = link.unlessRefused("TIME", Duration.ofNanos(until - System.nanoTime()), () -> time)
                .map(answer -> Beat.millis(answer));
        return now.flatMap(present -> then.filter(beaten -> beaten <= present).map(beaten -> millis(present - beaten)));
    }

    @Override
    public KeyPage scanEntries(String glob, String cursor, Duration within) {
        ScanArgs matching = ScanArgs.Builder.limit(SCAN_STEP).match(glob, UTF_8);
        KeyScanCursor<String> page = link.call("SCAN", within, () -> redis.scan(ScanCursor.of(cursor), matching));
        return new KeyPage(page.getKeys(), page.isFinished() ? KeyPage.START : page.getCursor());
    }

    @Override
    public KeyPage scanLeases(String glob, String cursor, Duration within) {
        KeyPage leases = scanEntries(EntryKeys.leaseGlob(glob), cursor, within);
        return new KeyPage(leases.keys().stream().map(EntryKeys::entryOfLease).toList(), leases.next());
    }

    private boolean isDone(Script script, String key, Duration within, byte[]... arguments) {
        return (Long) link.run(script, INTEGER, EntryKeys.of(key).all(), within, arguments) == 1;
    }
}
