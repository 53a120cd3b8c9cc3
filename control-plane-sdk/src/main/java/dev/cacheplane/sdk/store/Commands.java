package dev.cacheplane.sdk.store;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Commands that are not sent yet, so that several can leave in one write: {@link RedisLink#send}. */
final class Commands {
    private Commands() {}

    static AsyncCommand<String, byte[], List<byte[]>> mget(String... keys) {
        return command(CommandType.MGET, values(), args -> args.addKeys(keys));
    }

    static AsyncCommand<String, byte[], Long> pttl(String key) {
        return command(CommandType.PTTL, new IntegerOutput<>(RedisLink.CODEC), args -> args.addKey(key));
    }

    static AsyncCommand<String, byte[], Long> del(String... keys) {
        return command(CommandType.DEL, new IntegerOutput<>(RedisLink.CODEC), args -> args.addKeys(keys));
    }

    /** Answers {@code OK}. */
    static AsyncCommand<String, byte[], String> set(String key, byte[] value, Duration timeToLive) {
        return command(
                CommandType.SET,
                new StatusOutput<>(RedisLink.CODEC),
                args -> args.addKey(key).addValue(value).add(CommandKeyword.PX).add(atLeastOne(timeToLive)));
    }

    /** Answers {@code OK}, or null if the key is there. */
    static AsyncCommand<String, byte[], String> setIfAbsent(String key, byte[] value, Duration timeToLive) {
        return command(
                CommandType.SET,
                new StatusOutput<>(RedisLink.CODEC),
                args -> args.addKey(key)
                        .addValue(value)
                        .add(CommandKeyword.NX)
                        .add(CommandKeyword.PX)
                        .add(atLeastOne(timeToLive)));
    }

    static AsyncCommand<String, byte[], List<byte[]>> time() {
        return command(CommandType.TIME, values(), args -> {});
    }

    /** A script, by its digest. */
    static <T> AsyncCommand<String, byte[], T> script(
            Script script, CommandOutput<String, byte[], T> output, List<String> keys, byte[]... arguments) {
        return command(CommandType.EVALSHA, output, args -> {
            args.add(script.digest()).add(keys.size()).addKeys(keys);
            for (byte[] argument : arguments) {
                args.add(argument);
            }
        });
    }

    private static ValueListOutput<String, byte[]> values() {
        return new ValueListOutput<>(RedisLink.CODEC);
    }

    private static long atLeastOne(Duration duration) {
        return Math.max(1, duration.toMillis());
    }

    static <T> AsyncCommand<String, byte[], T> command(
            ProtocolKeyword type,
            CommandOutput<String, byte[], T> output,
            Consumer<CommandArgs<String, byte[]>> arguments) {
        CommandArgs<String, byte[]> args = new CommandArgs<>(RedisLink.CODEC);
        arguments.accept(args);
        return new AsyncCommand<>(new Command<>(type, output, args));
    }
}
