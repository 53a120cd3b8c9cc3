package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.HttpDate;
import dev.cacheplane.sdk.http.internal.fields.Vary;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A response as it is kept, but for its content: all that a hit needs is worked out already.
 *
 * @param fields as they are sent again; without those that are for one hop or one user, with {@code Date}, without {@code Age}
 * @param received when it came, or was last validated, by the clock of the machine that stored it
 * @param initialAge how old it was then
 * @param lifetime how old it may get and still be fresh
 * @param vary which fields of the request chose it
 */
public record StoredResponse(
        int status,
        Fields fields,
        Instant received,
        Duration initialAge,
        Lifetime lifetime,
        Vary vary,
        Standing standing) {

    /**
     * Its age now.
     *
     * @param resident how long it has been stored, by a clock that nobody sets
     */
    public Duration age(Duration resident) {
        return initialAge.plus(resident);
    }

    /** For how long it is fresh yet; zero or less if it is stale (RFC 9111, section 4.2). */
    public Duration ttl(Duration resident) {
        return lifetime.length().minus(age(resident));
    }

    Optional<EntityTag> tag() {
        return EntityTag.of(fields);
    }

    Optional<Instant> lastModified() {
        return HttpDate.in(fields, "last-modified", received);
    }

    /** When it was made; it is stored with a {@code Date} always. */
    Instant date() {
        return HttpDate.in(fields, "date", received).orElse(received);
    }

    /** Whether the handler can be asked if it is good still. */
    public boolean hasValidator() {
        return tag().isPresent() || lastModified().isPresent();
    }

    /** With another header. */
    public StoredResponse with(Fields others) {
        return new StoredResponse(status, others, received, initialAge, lifetime, vary, standing);
    }
}
