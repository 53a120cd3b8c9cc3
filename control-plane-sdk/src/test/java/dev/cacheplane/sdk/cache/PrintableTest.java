package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u2028b", "a\u0085b", "a\u001b[2Jb", "a\u202eb", "a\0b", "a\ud800b"})
    void nothingBeginsAnotherLineOrSteersATerminal(String name) {
        assertThat(Printable.of(name)).matches("a[\\x20-\\x7e]+b").contains("\\u");
    }

    @Test
    void plainNamesStayAsTheyAreAndLongOnesAreCut() {
        assertThat(Printable.of("analytics:sales:{\"region\":\"Köln\"}"))
                .isEqualTo("analytics:sales:{\"region\":\"Köln\"}");
        assertThat(Printable.of("x".repeat(10_000))).hasSize(257);
    }
}
