package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.store.Generation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private static final byte[] PAYLOAD = "123456789".getBytes(UTF_8);
    private static final String LINE =
            "2 value fill=0c0f6b1e-6a5e-4a27-9b39-3f1f0a3f4c11 fresh=300000 keep=360000 took=12 since=k3-12"
                    + " encoding=identity length=9 crc32c=e3069283"
                    + " gen=endpoint%3AGET+%2Fproducts%2F%7B%7D=0a.1b gen=service=8c.03 gen=tag%3Aproduct%3A7=77.20";

    /** A response's: the line, and below it the head. The checksum is of {@code 123456789} and the head. */
    private static final String RESPONSE =
            "2 response fill=0c0f6b1e-6a5e-4a27-9b39-3f1f0a3f4c11 fresh=300000 keep=360000 took=12 since=k3-12"
                    + " encoding=identity length=9 crc32c=167bfedb gen=service=8c.03\n"
                    + "200\ncontent-type: text/plain\nx-name: J\u00fcrgen\n";

    private final GenerationNames names = new GenerationNames(new ServiceName("shop"));
    private final Metadata metadata = new Metadata(
            Metadata.Kind.VALUE,
            "0c0f6b1e-6a5e-4a27-9b39-3f1f0a3f4c11",
            Duration.ofMinutes(5),
            Duration.ofMinutes(6),
            Duration.ofMillis(12),
            "k3-12",
            Encoding.IDENTITY,
            9,
            Metadata.checksumOf(PAYLOAD, ""),
            Map.of(
                    names.service(),
                    new Generation("8c", "03"),
                    names.endpoint(new EndpointId(EndpointPattern.parse("/products/{id}"), "GET")),
                    new Generation("0a", "1b"),
                    names.tag("product:7"),
                    new Generation("77", "20")),
            "");

    @Test
    void theFormatIsThisOne() {
        assertThat(new String(metadata.written(names), UTF_8)).isEqualTo(LINE);
    }

    @Test
    void whatThisVersionHasWrittenIsReadForEver() {
        assertThat(read(LINE)).contains(metadata);
        assertThat(read(LINE.replace("value", "response")))
                .hasValueSatisfying(read -> assertThat(read.kind()).isEqualTo(Metadata.Kind.RESPONSE));
        assertThat(read(LINE.replace("value", "none").replace("identity", "gzip")))
                .hasValueSatisfying(read -> {
                    assertThat(read.kind()).isEqualTo(Metadata.Kind.NONE);
                    assertThat(read.encoding()).isEqualTo(Encoding.GZIP);
                });
        assertThat(read(LINE.substring(0, LINE.indexOf(" gen="))))
                .hasValueSatisfying(read -> assertThat(read.generations()).isEmpty());
    }

    @Test
    void aResponseHasAHeadBelowTheLine() {
        Metadata response = new Metadata(
                Metadata.Kind.RESPONSE,
                metadata.fill(),
                metadata.fresh(),
                metadata.keep(),
                metadata.took(),
                metadata.since(),
                metadata.encoding(),
                metadata.length(),
                Metadata.checksumOf(PAYLOAD, "200\ncontent-type: text/plain\nx-name: J\u00fcrgen\n"),
                Map.of(names.service(), new Generation("8c", "03")),
                "200\ncontent-type: text/plain\nx-name: J\u00fcrgen\n");
        assertThat(new String(response.written(names), ISO_8859_1)).isEqualTo(RESPONSE);
        assertThat(Metadata.parse(RESPONSE.getBytes(ISO_8859_1), names)).contains(response);
        assertThat(response.describes(PAYLOAD, RESPONSE.getBytes(ISO_8859_1))).isTrue();
    }

    @Test
    void aHeadThatIsNotAsItWasWrittenIsNotDescribed() {
        byte[] changed = RESPONSE.replace("plain", "plaim").getBytes(ISO_8859_1);
        byte[] cut = RESPONSE.substring(0, RESPONSE.indexOf('\n')).getBytes(ISO_8859_1);
        assertThat(Metadata.parse(changed, names))
                .hasValueSatisfying(
                        read -> assertThat(read.describes(PAYLOAD, changed)).isFalse());
        assertThat(Metadata.parse(cut, names))
                .hasValueSatisfying(
                        read -> assertThat(read.describes(PAYLOAD, cut)).isFalse());
    }

    @Test
    void aValueHasNone() {
        assertThat(read(LINE + "\n200")).isEmpty();
        assertThat(read(LINE + "\n")).isEmpty();
    }

    /** It named no generations: whether something has invalidated such an entry since cannot be told. */
    @Test
    void theFirstFormatIsNotUsed() {
        assertThat(read("1 value fill=0c0f ttl=300000 since=k3-12 length=9 crc32c=e3069283"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "value, other",
        "2 , 3 ",
        "fill=, fil=",
        "fresh=300000, fresh=-1",
        "fresh=300000, fresh=",
        "keep=360000, keep=x",
        "took=12 , ''",
        "identity, br",
        "length=9, length=9999999999",
        "length=9, length=-9",
        "e3069283, g3069283",
        "gen=service=8c.03, gen=service",
        "8c.03, 8c",
        "8c.03, 8C.03",
        "%3AGET, %G",
        "gen=service, xyz=service",
        "' gen=service', '  gen=service'"
    })
    void anythingElseIsNone(String part, String instead) {
        assertThat(LINE).contains(part);
        assertThat(read(LINE.replaceFirst(Pattern.quote(part), instead))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2 value", " "})
    void norIsABeginning(String line) {
        assertThat(read(line)).isEmpty();
    }

    @Test
    void anotherPayloadIsNotDescribed() {
        assertThat(metadata.describes(PAYLOAD, LINE.getBytes(ISO_8859_1))).isTrue();
        assertThat(metadata.describes("123456780".getBytes(UTF_8), LINE.getBytes(ISO_8859_1)))
                .isFalse();
        assertThat(metadata.describes("1234567890".getBytes(UTF_8), LINE.getBytes(ISO_8859_1)))
                .isFalse();
    }

    @Test
    void ageIsWhatTheCountdownLacks() {
        assertThat(metadata.age(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
        assertThat(metadata.age(Duration.ofMinutes(6))).isZero();
        assertThat(metadata.age(Duration.ofMinutes(7))).isZero();
    }

    private Optional<Metadata> read(String line) {
        return Metadata.parse(line.getBytes(UTF_8), names);
    }
}
