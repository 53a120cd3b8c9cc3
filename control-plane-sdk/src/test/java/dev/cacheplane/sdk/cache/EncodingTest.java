package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingTest {
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void whatIsEncodedIsDecoded(Encoding encoding) {
        Random random = new Random(SEED);
        for (int length : new int[] {0, 1, 100, 100_000}) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            assertThat(encoding.decode(encoding.encode(plain), length)).isEqualTo(plain);
        }
    }

    @Test
    void whatUnpacksToMoreThanItMayIsRefused() {
        byte[] bomb = Encoding.GZIP.encode(new byte[1_000_000]);
        assertThat(bomb).hasSizeLessThan(2_000);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Encoding.GZIP.decode(bomb, 999_999));
        assertThat(Encoding.GZIP.decode(bomb, 1_000_000)).hasSize(1_000_000);
    }

    @Test
    void whateverIsDamagedIsRefused() {
        byte[] whole = Encoding.GZIP.encode("0123456789".repeat(50).getBytes(StandardCharsets.US_ASCII));
        for (int kept = 0; kept < whole.length; kept++) {
            byte[] cut = Arrays.copyOf(whole, kept);
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Encoding.GZIP.decode(cut, 1_000));
        }
    }
}
