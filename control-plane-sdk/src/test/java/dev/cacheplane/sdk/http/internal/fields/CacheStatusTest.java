package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CacheStatusTest {
    @Test
    void aHitTellsHowLongItIsFresh() {
        HitStatus hits = new HitStatus("shop");
        assertThat(hits.of(Duration.ofMillis(287_900), "near")).isEqualTo("shop; hit; ttl=287; detail=near");
        assertThat(hits.of(Duration.ofSeconds(-30), "redis")).isEqualTo("shop; hit; ttl=-30; detail=redis");
    }

    @Test
    void aMissTellsWhyAndWhatBecameOfIt() {
        assertThat(CacheStatus.forwarded("shop", Forward.URI_MISS, OptionalInt.of(200), true, null))
                .hasToString("shop; fwd=uri-miss; fwd-status=200; stored");
        assertThat(CacheStatus.forwarded("shop", Forward.STALE, OptionalInt.of(304), false, "no-store"))
                .hasToString("shop; fwd=stale; fwd-status=304; detail=no-store");
        assertThat(new CacheStatus("shop", Forward.VARY_MISS, 0, false, true, null))
                .hasToString("shop; fwd=vary-miss; collapsed");
    }

    @Test
    void whatIsNoTokenIsQuoted() {
        assertThat(new HitStatus("my shop").of(Duration.ZERO, "near"))
                .isEqualTo("\"my shop\"; hit; ttl=0; detail=near");
        assertThat(CacheStatus.forwarded("7up", Forward.BYPASS, OptionalInt.empty(), false, "say \"a\\b\" \r\n\u00fc"))
                .hasToString("\"7up\"; fwd=bypass; detail=\"say \\\"a\\\\b\\\" ???\"");
        assertThat(CacheStatus.forwarded("shop", Forward.BYPASS, OptionalInt.empty(), false, ""))
                .hasToString("shop; fwd=bypass; detail=\"\"");
    }
}
