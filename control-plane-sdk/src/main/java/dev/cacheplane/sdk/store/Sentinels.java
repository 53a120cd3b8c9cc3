package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.EntryCodec.text;

import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The master that sentinels name. All are asked at the same time, before each connection and a few times a second from then on: a master that was replaced may
 * live on, or come back, and take what is said to it for a while.
 */
final class Sentinels implements Topology {
    /** Longer than the longest pause between two attempts of another process, and its connecting. */
    static final Duration SETTLING = Duration.ofSeconds(2);

    private final String group;
    private final Set<RedisPlace.Host> sentinels;
    private final RedisConnector connector;
    private final Panel<RedisPlace.Host> panel;
    private volatile Panel.@Nullable Finding<RedisPlace.Host> latest;

    Sentinels(RedisPlace.Sentinels group, RedisConnector connector) {
        this.group = group.master();
        this.sentinels = Set.copyOf(group.sentinels());
        this.connector = connector;
        this.panel = new Panel<>(
                sentinel -> new Witness<>(() -> connector.connectToSentinel(sentinel, group), this::question));
    }

    @Override
    public RedisSession connect(Duration within, RedisLink.Outcomes outcomes) {
        long until = System.nanoTime() + within.toNanos();
        RedisPlace.Host master = master(within.dividedBy(2)); // where most are silent they are waited for to the end
        Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        return RedisSession.of(master, connector.connect(master, left, outcomes), left);
    }

    @Override
    public Optional<String> fault(RedisSession session, Duration within) {
        try {
            RedisPlace.Host master = master(within);
            return isAt(session, master) ? Optional.empty() : Optional.of("the master is " + master + " now");
        } catch (StoreUnavailableException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong agreedAt(RedisSession session, long now) {
        Panel.Finding<RedisPlace.Host> finding = latest;
        return finding != null && finding.ofMost() && isAt(session, finding.what())
                ? OptionalLong.of(Math.min(now, finding.at()))
                : OptionalLong.empty();
    }

    @Override
    public Duration settling() {
        return SETTLING;
    }

    private static boolean isAt(RedisSession session, RedisPlace.Host master) {
        return session.nodes().get(0).place().equals(master);
    }

    private RedisPlace.Host master(Duration within) {
        try {
            Panel.Finding<RedisPlace.Host> finding = panel.ask(sentinels, within);
            latest = finding;
            return finding.what();
        } catch (StoreUnavailableException e) {
            throw new StoreUnavailableException("no sentinel names the master " + group, e);
        }
    }

    private CompletableFuture<Witness.Answer<RedisPlace.Host>> question(RedisLink sentinel) {
        AsyncCommand<String, byte[], List<byte[]>> address = Commands.command(
                CommandType.SENTINEL,
                new ValueListOutput<>(RedisLink.CODEC),
                args -> args.add("GET-MASTER-ADDR-BY-NAME").add(group));
        AsyncCommand<String, byte[], List<Object>> master = Commands.command(
                CommandType.SENTINEL,
                new NestedMultiOutput<>(RedisLink.CODEC),
                args -> args.add("MASTER").add(group));
        sentinel.send("SENTINEL", List.of(address, master));
        return address.toCompletableFuture().thenCombine(master.toCompletableFuture(), Sentinels::answer);
    }

    private static Witness.Answer<RedisPlace.Host> answer(List<byte[]> place, List<Object> members) {
        if (place.size() != 2) {
            throw new StoreUnavailableException("a sentinel knows no such master");
        }
        long epoch = 0;
        for (int i = 0; i + 1 < members.size(); i += 2) {
            if (text(members.get(i)).equals("config-epoch")) {
                epoch = Long.parseLong(text(members.get(i + 1)));
            }
        }
        return new Witness.Answer<>(
                new RedisPlace.Host(text(place.get(0)), Integer.parseInt(text(place.get(1)))), epoch);
    }
}
