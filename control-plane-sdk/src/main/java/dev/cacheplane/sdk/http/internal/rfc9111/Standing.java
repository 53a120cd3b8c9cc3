package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.Freshness;
import dev.cacheplane.sdk.http.internal.fields.Directives;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a response's directives say about using it again, read once, when it is stored.
 *
 * @param validateAlways {@code no-cache}: never without asking
 * @param neverStale {@code must-revalidate} and its kin: never once it is stale, whoever would have it
 * @param immutable it does not change while it is fresh (RFC 8246)
 * @param forAuthorized it may answer requests with {@code Authorization}, though the key does not tell them apart
 * @param forCookies the same for {@code Cookie}
 * @param whileRevalidating how long past its lifetime the response lets it be served while a new one is made (RFC 5861);
 *     null where the policy's window holds
 * @param ifError how long where making a new one fails; null where the policy's window holds
 */
public record Standing(
        boolean validateAlways,
        boolean neverStale,
        boolean immutable,
        boolean forAuthorized,
        boolean forCookies,
        @Nullable Duration whileRevalidating,
        @Nullable Duration ifError) {

    /**
     * A policy that decides freshness also decides staleness: then {@code s-maxage} and the windows of the response are
     * replaced by its own, and what must be validated must be validated all the same.
     */
    static Standing of(Directives directives, CachePolicy policy) {
        boolean byResponse = policy.freshness() == Freshness.RESPONSE;
        Duration whileRevalidating =
                byResponse ? directives.seconds("stale-while-revalidate").orElse(null) : null;
        Duration ifError = byResponse ? directives.seconds("stale-if-error").orElse(null) : null;
        boolean shared = byResponse && directives.has("s-maxage") && whileRevalidating == null && ifError == null;
        return new Standing(
                directives.isUnqualified("no-cache"),
                directives.has("must-revalidate") || directives.has("proxy-revalidate") || shared,
                directives.has("immutable"),
                Credential.AUTHORIZATION.isWaived(directives),
                Credential.COOKIE.isWaived(directives),
                whileRevalidating,
                ifError);
    }

    boolean mayServe(RequestHead request, CachePolicy policy) {
        return (forAuthorized || !Credential.AUTHORIZATION.isUnsaid(request, policy.keyRecipe()))
                && (forCookies || !Credential.COOKIE.isUnsaid(request, policy.keyRecipe()));
    }

    /** For how long past its lifetime it is served while a new one is made. */
    public Duration whileRevalidating(CachePolicy policy) {
        return whileRevalidating == null ? policy.staleWhileRevalidate() : whileRevalidating;
    }

    /** For how long where making a new one fails. */
    public Duration ifError(CachePolicy policy) {
        return ifError == null ? policy.staleIfError() : ifError;
    }
}
