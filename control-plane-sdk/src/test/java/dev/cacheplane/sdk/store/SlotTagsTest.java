package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotTagsTest {
    private static final String CHARACTERS = "{}{}{}ab:/é\u20ac\"";

    @Test
    void anEntryItsMetadataAndItsLeaseLieInOneSlotOfARealClusterWhateverBracesTheKeyHolds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (RedisServer redis =
                        RedisServer.builder().config("cluster-enabled", "yes").start();
                RedisClient client = RedisClient.create(redis.uri().toString())) {
            var cluster = client.connect().sync();
            Stream.concat(
                            Stream.of(
                                    "cache:product-service:/products",
                                    "analytics:sales:{\"region\":\"eu\"}",
                                    "analytics:sales:{}",
                                    "a}b{c",
                                    "{",
                                    "}",
                                    "{{x}}",
                                    "{}{x}",
                                    ""),
                            Stream.generate(() -> anyKey(random)).limit(300))
                    .forEach(key -> {
                        EntryKeys keys = EntryKeys.of(key);
                        assertThat(Stream.of(keys.metadata(), keys.lease()).map(cluster::clusterKeyslot))
                                .as("%s, seed %d", key, seed)
                                .containsOnly(cluster.clusterKeyslot(key));
                    });
        }
    }

    @Test
    void everySlotHasATagOfAtMostFourCharactersWhichOtherProcessesKnowToo() throws Exception {
        MessageDigest table = MessageDigest.getInstance("SHA-256");
        for (int slot = 0; slot < SlotTags.SLOTS; slot++) {
            String tag = SlotTags.ofSlot(slot);
            assertThat(tag).matches("[0-9a-z]{1,4}");
            assertThat(SlotHash.getSlot(tag)).isEqualTo(slot);
            table.update((tag + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(HexFormat.of().formatHex(table.digest()))
                .isEqualTo("310d5916719b3a0ad22a1c3725c8e111862ca55941e8ff28af8ce3a745e2b88c");
    }

    private static String anyKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            key.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return key.toString();
    }
}
