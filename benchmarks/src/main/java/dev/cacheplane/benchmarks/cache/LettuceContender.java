package dev.cacheplane.benchmarks.cache;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Lettuce itself, on one connection. Its hits read the entries that ours has written, with the commands that ours reads them with: MGET and PTTL. Its values are bytes. */
final class LettuceContender implements Contender {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final SetArgs HOUR = SetArgs.Builder.px(3_600_000);

    private final CacheplaneContender<?> writer;
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final BiFunction<StatefulRedisConnection<String, byte[]>, String[], Read> reading;
    private final byte[] payload;
    private final String[][] pairs = new String[KEYS][];

    /** Two commands under way. */
    private record Read(CompletableFuture<List<KeyValue<String, byte[]>>> values, CompletableFuture<Long> timeToLive) {}

    private LettuceContender(
            int port, Values<?> values, BiFunction<StatefulRedisConnection<String, byte[]>, String[], Read> reading) {
        writer = new CacheplaneContender<>(port, values, false);
        client = RedisClient.create(RedisURI.create("localhost", port));
        connection = client.connect(CODEC);
        this.reading = reading;
        payload = (byte[]) values.sample();
    }

    static LettuceContender writingOnce(int port, Values<?> values) {
        return new LettuceContender(port, values, LettuceContender::together);
    }

    static LettuceContender writingTwice(int port, Values<?> values) {
        return new LettuceContender(port, values, LettuceContender::oneByOne);
    }

    private static Read oneByOne(StatefulRedisConnection<String, byte[]> redis, String[] entry) {
        return new Read(
                redis.async().mget(entry).toCompletableFuture(),
                redis.async().pttl(entry[0]).toCompletableFuture());
    }

    private static Read together(StatefulRedisConnection<String, byte[]> redis, String[] entry) {
        var mget = new AsyncCommand<>(new Command<>(
                CommandType.MGET,
                new KeyValueListOutput<>(CODEC, List.of(entry)),
                new CommandArgs<>(CODEC).addKeys(entry)));
        var pttl = new AsyncCommand<>(
                new Command<>(CommandType.PTTL, new IntegerOutput<>(CODEC), new CommandArgs<>(CODEC).addKey(entry[0])));
        var unused = redis.dispatch(List.of(mget, pttl));
        return new Read(mget, pttl);
    }

    @Override
    public void prepare(int key) {
        writer.prepare(key);
        String entry = writer.name(key);
        List<String> beside = connection.sync().keys("meta:*:" + entry);
        pairs[key] = new String[] {entry, Contender.found(beside.get(0))};
    }

    @Override
    public Object hit(int key) {
        Read read = reading.apply(connection, pairs[key]);
        Contender.check(read.values().join().get(0).hasValue());
        return read.timeToLive().join();
    }

    @Override
    public void missAndFill(int key) {
        Contender.check(connection.sync().get(writer.name(key)) == null);
        Contender.check("OK".equals(connection.sync().set(writer.name(key), payload, HOUR)));
    }

    @Override
    public void invalidate(int key) {
        Contender.check(connection.sync().del(writer.name(key)) == 1);
    }

    @Override
    public void close() {
        writer.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
