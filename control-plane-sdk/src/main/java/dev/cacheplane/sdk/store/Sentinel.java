package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One sentinel, asked over a connection that is kept while it works. For one thread. */
final class Sentinel {
    /** A question that is not answered for so long never will be. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(3);

    /**
     * Who is the master.
     *
     * @param epoch by which the latest of several answers is known: it grows with each failover
     * @param askedAt by {@link System#nanoTime}
     */
    record Answer(RedisPlace.Host master, long epoch, long askedAt) {}

    private final Supplier<CompletableFuture<RedisLink>> connecting;
    private @Nullable CompletableFuture<RedisLink> connection;
    private @Nullable CompletableFuture<Answer> asked;
    private long askedAt;

    Sentinel(Supplier<CompletableFuture<RedisLink>> connecting) {
        this.connecting = connecting;
    }

    /** Asks, unless an answer is being waited for. */
    CompletableFuture<Answer> ask(String group) {
        long now = System.nanoTime();
        CompletableFuture<Answer> before = asked;
        if (before != null && !before.isDone() && now - askedAt < GIVEN_UP.toNanos()) {
            return before;
        }
        if (before != null && (!before.isDone() || before.isCompletedExceptionally())) {
            end();
        }
        CompletableFuture<RedisLink> link = connection;
        if (link == null) {
            link = connecting.get();
            connection = link;
        }
        CompletableFuture<Answer> question = link.thenCompose(open -> question(open, group, now));
        asked = question;
        askedAt = now;
        return question;
    }

    private static CompletableFuture<Answer> question(RedisLink link, String group, long askedAt) {
        AsyncCommand<String, byte[], List<byte[]>> address = Commands.command(
                CommandType.SENTINEL,
                new ValueListOutput<>(RedisLink.CODEC),
                args -> args.add("GET-MASTER-ADDR-BY-NAME").add(group));
        AsyncCommand<String, byte[], List<Object>> master = Commands.command(
                CommandType.SENTINEL,
                new NestedMultiOutput<>(RedisLink.CODEC),
                args -> args.add("MASTER").add(group));
        link.send("SENTINEL", List.of(address, master));
        return address.toCompletableFuture()
                .thenCombine(master.toCompletableFuture(), (place, members) -> answer(place, members, askedAt));
    }

    private static Answer answer(List<byte[]> place, List<Object> members, long askedAt) {
        if (place.size() != 2) {
            throw new StoreUnavailableException("a sentinel knows no such master");
        }
        long epoch = 0;
        for (int i = 0; i + 1 < members.size(); i += 2) {
            if (text(members.get(i)).equals("config-epoch")) {
                epoch = Long.parseLong(text(members.get(i + 1)));
            }
        }
        return new Answer(
                new RedisPlace.Host(text(place.get(0)), Integer.parseInt(text(place.get(1)))), epoch, askedAt);
    }

    private static String text(Object bytes) {
        return bytes instanceof byte[] text ? new String(text, UTF_8) : "";
    }

    private void end() {
        CompletableFuture<RedisLink> old = connection;
        connection = null;
        if (old != null) {
            var unused = old.thenAccept(RedisLink::disconnect);
        }
    }
}
