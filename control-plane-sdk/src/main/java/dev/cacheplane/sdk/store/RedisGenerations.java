package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.RedisLink.utf8;
import static io.lettuce.core.ScriptOutputType.INTEGER;
import static io.lettuce.core.ScriptOutputType.MULTI;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generations over one connection: read, made, renewed. */
final class RedisGenerations {
    private final RedisLink link;

    RedisGenerations(RedisLink link) {
        this.link = link;
    }

    /** GENS, not sent yet. */
    record Question(List<String> names, List<byte[]> made, AsyncCommand<String, byte[], List<byte[]>> command) {}

    /** Adds the question to the commands that are to be sent; null if there is nothing to ask. */
    @Nullable
    Question question(Collection<String> names, List<AsyncCommand<String, byte[], ?>> commands) {
        if (names.isEmpty()) {
            return null;
        }
        Question asked = question(names);
        commands.add(asked.command());
        return asked;
    }

    private static Question question(Collection<String> names) {
        List<String> distinct = names.stream().distinct().toList();
        byte[][] made = fresh(distinct.size());
        return new Question(
                distinct,
                List.of(made),
                Commands.script(Script.GENS, new ValueListOutput<>(RedisLink.CODEC), distinct, made));
    }

    Map<String, Generation> answer(@Nullable Question asked, Duration within, long until) {
        if (asked == null) {
            return Map.of();
        }
        List<byte[]> values = link.answer(
                Script.GENS,
                asked.command(),
                () -> link.commands()
                        .eval(
                                Script.GENS.text(),
                                MULTI,
                                asked.names().toArray(new String[0]),
                                asked.made().toArray(new byte[0][])),
                within,
                until);
        Map<String, Generation> generations = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String name = asked.names().get(i);
            Generation.parse(new String(values.get(i), UTF_8)).ifPresent(value -> generations.put(name, value));
        }
        return generations;
    }

    Map<String, Generation> values(Collection<String> names, Duration within) {
        if (names.isEmpty()) {
            return Map.of();
        }
        long until = System.nanoTime() + within.toNanos();
        Question asked = question(names);
        link.send("GENS", List.of(asked.command()));
        return answer(asked, within, until);
    }

    /** @param script BUMP or BUMP_SOFT */
    void renew(Script script, Collection<String> names, Duration within) {
        if (!names.isEmpty()) {
            link.run(script, INTEGER, names.toArray(new String[0]), within, fresh(names.size()));
        }
    }

    private static byte[][] fresh(int count) {
        byte[][] fresh = new byte[count][];
        for (int i = 0; i < count; i++) {
            fresh[i] = utf8(Generation.random().toString());
        }
        return fresh;
    }
}
