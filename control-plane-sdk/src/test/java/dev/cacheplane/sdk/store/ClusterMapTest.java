package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code CLUSTER SLOTS} says where a master is. */
class ClusterMapTest {
    private static final RedisPlace.Host ASKED = new RedisPlace.Host("asked", 7000);

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "redis-1.example, redis-1.example", "'', asked", "?, 10.0.0.2"})
    void aMasterIsWhereItSays(String name, String place) {
        assertThat(ClusterMap.of(slots(bytes(name), List.of(bytes("ip"), bytes("10.0.0.2"))), ASKED)
                        .masters())
                .containsExactly(new RedisPlace.Host(place, 7001));
    }

    @Test
    void aMasterWithNeitherNameNorAddressIsNobody() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> ClusterMap.of(slots(bytes("?"), List.of()), ASKED))
                .withMessageContaining("no name");
    }

    private static List<Object> slots(byte[] name, List<?> metadata) {
        return List.of(List.of(0L, SlotTags.SLOTS - 1L, List.of(name, 7001L, bytes("id"), metadata)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
