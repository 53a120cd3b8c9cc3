package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import java.time.Duration;
import java.time.Instant;

/**
 * A response but for its content, as a handler gave it.
 *
 * @param received by this machine's clock, when the header was complete
 * @param delay since the request came
 */
public record ResponseHead(int status, Fields fields, Instant received, Duration delay) {
    /** When it was made, by its own clock; when it was received if it does not say (RFC 9110, section 6.6.1). */
    Instant date() {
        return HttpDate.in(fields, "date", received).orElse(received);
    }
}
