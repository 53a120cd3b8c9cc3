package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CacheStatusTest {
    @Test
    void aHitTellsHowLongItIsFresh() {
        assertThat(CacheStatus.hit("shop", Duration.ofMillis(287_900), "near"))
                .hasToString("shop; hit; ttl=287; detail=near");
        assertThat(CacheStatus.hit("shop", Duration.ofSeconds(-30), null)).hasToString("shop; hit; ttl=-30");
    }

    @Test
    void aMissTellsWhyAndWhatBecameOfIt() {
        assertThat(CacheStatus.forwarded("shop", Forward.URI_MISS, OptionalInt.of(200), true, null))
                .hasToString("shop; fwd=uri-miss; fwd-status=200; stored");
        assertThat(CacheStatus.forwarded("shop", Forward.STALE, OptionalInt.of(304), false, "no-store"))
                .hasToString("shop; fwd=stale; fwd-status=304; detail=no-store");
        assertThat(new CacheStatus("shop", Forward.VARY_MISS, 0, false, true, null, null))
                .hasToString("shop; fwd=vary-miss; collapsed");
    }

    @Test
    void whatIsNoTokenIsQuoted() {
        assertThat(CacheStatus.hit("my shop", Duration.ZERO, "say \"a\\b\" \r\n\u00fc"))
                .hasToString("\"my shop\"; hit; ttl=0; detail=\"say \\\"a\\\\b\\\" ???\"");
        assertThat(CacheStatus.hit("7up", Duration.ZERO, "")).hasToString("\"7up\"; hit; ttl=0; detail=\"\"");
    }
}
