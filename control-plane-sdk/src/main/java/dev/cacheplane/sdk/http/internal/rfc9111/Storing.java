package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.sdk.http.internal.fields.CacheControl;
import dev.cacheplane.sdk.http.internal.fields.DeltaSeconds;
import dev.cacheplane.sdk.http.internal.fields.Directives;
import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.Vary;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response is stored (RFC 9111, section 3), decided from its header; when the content has come {@link #whenComplete} is
 * asked too.
 */
public sealed interface Storing {
    /** A larger header is not stored. */
    int MOST_HEADER_BYTES = 64 * 1024;

    /** Store it, in this form. */
    record Store(StoredResponse response) implements Storing {}

    /** Pass it on and forget it. */
    record Pass(Unstorable reason) implements Storing {}

    /** Decides. */
    static Storing of(SharedCache cache, RequestHead request, ResponseHead response) {
        CacheControl control = CacheControl.of(response.fields(), cache.targets());
        Set<String> excepted = StoredFields.excepted(response.fields(), control.directives());
        Unstorable obstacle = obstacle(cache, request, response, control.directives(), excepted);
        if (obstacle != null) {
            return new Pass(obstacle);
        }
        Optional<Lifetime> lifetime = Lifetime.of(response, control, cache.policy());
        if (lifetime.isEmpty()) {
            return new Pass(Unstorable.SILENT);
        }
        StoredResponse stored = new StoredResponse(
                response.status(),
                StoredFields.of(response, excepted),
                response.received(),
                Age.initial(response),
                lifetime.get(),
                Vary.of(response.fields()),
                Standing.of(control.directives(), cache.policy()));
        return isOfUse(stored, cache.policy()) ? new Store(stored) : new Pass(Unstorable.STALE);
    }

    /**
     * What can be said when all content has come.
     *
     * @param length of the content in bytes
     * @return why it is not to be stored after all; empty if it is
     */
    static Optional<Unstorable> whenComplete(SharedCache cache, StoredResponse stored, long length) {
        if (length > cache.policy().maxBodyBytes()) {
            return Optional.of(Unstorable.SIZE);
        }
        boolean promised = stored.fields().has("content-length");
        return promised && announced(stored.fields()) != length ? Optional.of(Unstorable.INCOMPLETE) : Optional.empty();
    }

    private static @Nullable Unstorable obstacle(
            SharedCache cache,
            RequestHead request,
            ResponseHead response,
            Directives directives,
            Set<String> excepted) {
        Fields fields = response.fields();
        boolean setsCookies = (fields.has("set-cookie") && !excepted.contains("set-cookie"))
                || (fields.has("set-cookie2") && !excepted.contains("set-cookie2"));
        if (!cache.policy().shouldCache()) {
            return Unstorable.POLICY;
        } else if (!cache.methods().contains(request.method())) {
            return Unstorable.METHOD;
        } else if (!mayKeep(response.status(), directives) || isAboutParts(request, response.status())) {
            return Unstorable.STATUS;
        } else if (directives.has("no-store") && !directives.has("must-understand")) {
            return Unstorable.NO_STORE;
        } else if (Wishes.of(request).noStore()) {
            return Unstorable.REQUEST_NO_STORE;
        } else if (directives.isUnqualified("private")) {
            return Unstorable.PRIVATE;
        } else if (isWithheld(Credential.AUTHORIZATION, request, directives, cache.policy())) {
            return Unstorable.AUTHORIZATION;
        } else if (isWithheld(Credential.COOKIE, request, directives, cache.policy())) {
            return Unstorable.COOKIE;
        } else if (setsCookies && !cache.policy().keyRecipe().shared() && !Credential.COOKIE.isWaived(directives)) {
            return Unstorable.SET_COOKIE;
        } else if (Vary.of(fields).anything()) {
            return Unstorable.VARY;
        } else if (!fields.areSound() || fields.length() > MOST_HEADER_BYTES) {
            return Unstorable.FIELDS;
        } else if (!StoredFields.holdTogether(fields, excepted)) {
            return Unstorable.INCOHERENT;
        }
        return announced(fields) > cache.policy().maxBodyBytes() ? Unstorable.SIZE : null;
    }

    private static boolean mayKeep(int status, Directives directives) {
        boolean mustBeUnderstood = Statuses.mustBeUnderstood(status) || directives.has("must-understand");
        return Statuses.isFinal(status) && (!mustBeUnderstood || Statuses.isUnderstood(status));
    }

    /** Who does not ask for those parts gets no such answer. */
    private static boolean isAboutParts(RequestHead request, int status) {
        return status == Statuses.UNSATISFIABLE && request.has("range");
    }

    private static boolean isWithheld(
            Credential credential, RequestHead request, Directives directives, CachePolicy policy) {
        return credential.isUnsaid(request, policy.keyRecipe()) && !credential.isWaived(directives);
    }

    /** The length that the response announces; 0 for none, -1 for one that is no number. */
    private static long announced(Fields fields) {
        return fields.has("content-length")
                ? fields.only("content-length")
                        .filter(value -> value.length() < 18)
                        .flatMap(value -> DeltaSeconds.parse(value).map(ignored -> Long.parseLong(value)))
                        .orElse(-1L)
                : 0;
    }

    private static boolean isOfUse(StoredResponse stored, CachePolicy policy) {
        Lifetime lifetime = stored.lifetime();
        boolean byPolicy = lifetime.source() == Lifetime.Source.POLICY;
        if (byPolicy && lifetime.length().isZero() && Statuses.isError(stored.status())) {
            return false; // the policy keeps no errors, however long it keeps what is stale
        }
        Standing standing = stored.standing();
        boolean fresh = stored.ttl(Duration.ZERO).compareTo(Duration.ZERO) > 0 && !standing.validateAlways();
        boolean spare = !standing.neverStale()
                && !standing.validateAlways()
                && !(standing.whileRevalidating(policy).isZero()
                        && standing.ifError(policy).isZero());
        return fresh || spare || stored.hasValidator();
    }
}
