package dev.cacheplane.sdk.http;

/** Why a request is not cached. Where several reasons hold, the first in this order is given. */
public enum Bypass {
    /** The service's own environment says so, whatever the control plane says. */
    DISABLED("disabled"),
    /** The path has no canonical form: {@code //}, {@code ;}, dot segments, encoded slashes. */
    PATH("path"),
    /** The control plane was not heard of for longer than the policy allows, and the policy says to stop caching then. */
    LOSS("loss"),
    /** The policy says so. */
    POLICY("policy"),
    /** An operator has sent the request with the service's own bypass token. */
    OPERATOR("operator"),
    /** Neither {@code GET} nor {@code HEAD}, nor a method that the policy was made for. */
    METHOD("method"),
    /** The request has a body, which is no part of a key: two that differ in it alone would get one answer. */
    BODY("body"),
    /** The query has no canonical form: broken percent-encoding, or characters that a URI does not have. */
    QUERY("query"),
    /**
     * {@code Authorization} or {@code Cookie}, of which the policy's key recipe does not say how the answer varies. Values are not cached then; a response is served and stored if it says itself
     * that it is for all.
     */
    CREDENTIALS("credentials");

    private final String token;

    Bypass(String token) {
        this.token = token;
    }

    /** One lower-case word, for logs and headers. */
    @Override
    public String toString() {
        return token;
    }
}
