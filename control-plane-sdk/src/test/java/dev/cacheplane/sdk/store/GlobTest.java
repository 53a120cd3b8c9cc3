package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GlobTest {
    private static final String IN_KEYS = "ab[]-^*?\\é\n";
    /** ASCII alone: what a range of other bytes means depends on the machine that Redis was built for. */
    private static final String IN_GLOBS = "aabb**??[[]]-^\\\\";

    @Test
    void matchesWhatRedisMatches() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RedisServer server = RedisServer.start();
                RedisClient client = RedisClient.create(server.uri().toString())) {
            RedisCommands<String, String> redis = client.connect().sync();
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < 400; i++) {
                keys.add(any(random, IN_KEYS, 5));
            }
            keys.forEach(key -> redis.set(key, "x"));
            for (int i = 0; i < 1_000; i++) {
                String glob = any(random, IN_GLOBS, 8);
                Predicate<String> matches = Glob.matching(glob);
                List<String> found = redis.keys(glob);
                assertThat(keys.stream().filter(matches).collect(Collectors.toSet()))
                        .as("%s, seed %d", glob, seed)
                        .isEqualTo(new HashSet<>(found));
            }
        }
    }

    private static String any(Random random, String characters, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest) + 1; i > 0; i--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
