package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.DeltaSeconds;
import java.time.Duration;

/** How old a response is (RFC 9111, section 4.2.3). */
final class Age {
    private Age() {}

    /**
     * How old it was when it came: the older of what its {@code Date} and its {@code Age} say, the latter counted from the
     * request. Any {@code Date} ahead of this machine's clock says nothing.
     */
    static Duration initial(ResponseHead response) {
        Duration apparent = Duration.between(response.date(), response.received());
        Duration corrected = DeltaSeconds.age(response.fields()).plus(response.delay());
        return apparent.compareTo(corrected) > 0 ? apparent : corrected;
    }
}
