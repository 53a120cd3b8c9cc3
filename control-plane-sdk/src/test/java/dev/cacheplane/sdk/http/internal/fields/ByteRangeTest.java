package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.fields.ByteRange.Between;
import dev.cacheplane.sdk.http.internal.fields.ByteRange.From;
import dev.cacheplane.sdk.http.internal.fields.ByteRange.Last;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @Test
    void allThreeKindsAreRead() {
        assertThat(ByteRange.of(Fields.of("Range", "bytes=0-1, 2-,-3")).orElseThrow())
                .containsExactly(new Between(0, 1), new From(2), new Last(3));
        assertThat(ByteRange.of(Fields.of("range", "Bytes=007-007")).orElseThrow())
                .containsExactly(new Between(7, 7));
        assertThat(ByteRange.of(Fields.of("Range", "bytes=0-99999999999999999999"))
                        .orElseThrow())
                .containsExactly(new Between(0, Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "''{0}'' is ignored")
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=a-b",
                "bytes=2-1",
                "bytes=1",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes=0-1,x",
                "lines=0-1",
                "bytes =0-1",
                "bytes=0 - 1",
                "bytes=0x0-1",
                "bytes=--1"
            })
    void whatIsMalformedIsIgnored(String value) {
        assertThat(ByteRange.of(Fields.of("Range", value))).isEmpty();
    }

    @Test
    void noneAndTwoAreIgnored() {
        assertThat(ByteRange.of(Fields.NONE)).isEmpty();
        assertThat(ByteRange.of(Fields.of("Range", "bytes=0-1", "Range", "bytes=0-1")))
                .isEmpty();
    }
}
