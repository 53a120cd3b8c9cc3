package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private static final byte[] PAYLOAD = "123456789".getBytes(UTF_8);
    private static final String LINE =
            "1 value fill=0c0f6b1e-6a5e-4a27-9b39-3f1f0a3f4c11 ttl=300000 since=k3-12 length=9 crc32c=e3069283";

    private final Metadata metadata = Metadata.of(
            Metadata.Kind.VALUE, "0c0f6b1e-6a5e-4a27-9b39-3f1f0a3f4c11", Duration.ofMinutes(5), "k3-12", PAYLOAD);

    @Test
    void theFormatIsThisOne() {
        assertThat(new String(metadata.line(), UTF_8)).isEqualTo(LINE);
    }

    @Test
    void whatThisVersionHasWrittenIsReadForEver() {
        assertThat(Metadata.parse(LINE.getBytes(UTF_8))).contains(metadata);
        assertThat(Metadata.parse(LINE.replace("value", "response").getBytes(UTF_8)))
                .hasValueSatisfying(read -> assertThat(read.kind()).isEqualTo(Metadata.Kind.RESPONSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2 value fill=0 ttl=300000 since=k3-12 length=9 crc32c=e3069283",
                "1 other fill=0 ttl=300000 since=k3-12 length=9 crc32c=e3069283",
                "1 value fill=0 ttl=300000 since=k3-12 length=9 crc32c=e3069283 ",
                "1 value fill=0 ttl=-1 since=k3-12 length=9 crc32c=e3069283",
                "1 value fill=0 ttl=300000 since=k3-12 length=9999999999 crc32c=e3069283"
            })
    void anythingElseIsNone(String line) {
        assertThat(Metadata.parse(line.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void anotherPayloadIsNotDescribed() {
        assertThat(metadata.describes(PAYLOAD)).isTrue();
        assertThat(metadata.describes("123456780".getBytes(UTF_8))).isFalse();
        assertThat(metadata.describes("1234567890".getBytes(UTF_8))).isFalse();
    }
}
