package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheControlTest {
    private static final List<String> TARGETS = List.of("our-cache-control", "cdn-cache-control");

    @Test
    void theFirstTargetedFieldHoldsAlone() {
        CacheControl control = CacheControl.of(
                Fields.of(
                        "Cache-Control",
                        "no-store",
                        "CDN-Cache-Control",
                        "max-age=1",
                        "Our-Cache-Control",
                        "max-age=2"),
                TARGETS);

        assertThat(control.targeted()).isTrue();
        assertThat(control.directives().seconds("max-age")).contains(Duration.ofSeconds(2));
        assertThat(control.directives().has("no-store")).isFalse();
    }

    @Test
    void withoutATargetedFieldCacheControlHolds() {
        CacheControl control =
                CacheControl.of(Fields.of("Cache-Control", "no-store", "Other-Cache-Control", "max-age=1"), TARGETS);

        assertThat(control.targeted()).isFalse();
        assertThat(control.directives().has("no-store")).isTrue();
    }

    @ParameterizedTest(name = "''{0}'' is passed over")
    @ValueSource(
            strings = {
                "",
                "max-age=10000, &&&&&",
                "max-age=\"10000\"",
                "max-age=1.5",
                "max-age",
                "s-maxage=x",
                "stale-if-error=?0",
                "max-age =100",
                "max-age= 100",
                "MaX-aGe=3600",
                "max-age=3600,",
                "max-age=1 no-store"
            })
    void aTargetedFieldThatCannotBeTrustedIsPassedOver(String value) {
        CacheControl control =
                CacheControl.of(Fields.of("Cache-Control", "no-store", "CDN-Cache-Control", value), TARGETS);

        assertThat(control.targeted()).isFalse();
        assertThat(control.directives().has("no-store")).isTrue();
    }

    @Test
    void itsValuesAreThoseOfADictionary() {
        CacheControl control = CacheControl.of(
                Fields.of(
                        "CDN-Cache-Control", "foobar;x=1, max-age=99999999999;y, no-cache=?0, private=\"a, b\"",
                        "cdn-cache-control", "must-revalidate, max-age=-1, x=(1 2), y=:aGk=:"),
                TARGETS);

        assertThat(control.directives().seconds("max-age"))
                .as("the last one, and no number of seconds")
                .contains(Duration.ZERO);
        assertThat(control.directives().has("no-cache")).as("said not to hold").isFalse();
        assertThat(control.directives().fieldNames("private")).containsExactlyInAnyOrder("a", "b");
        assertThat(control.directives().isBare("must-revalidate")).isTrue();
    }
}
