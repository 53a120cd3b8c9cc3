package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredVariant;

/** A stored response, ready to be sent again. Immutable; the array is not copied. */
final class Kept {
    private final StoredResponse response;
    private final StoredVariant variant;
    private final String foundBy;
    private final byte[] body;
    private final HeaderBlock header;

    /**
     * @param variant which requests it is for
     * @param foundBy the token of the response that leads here, and without which nothing does; empty for one that its key alone leads to
     */
    Kept(StoredResponse response, StoredVariant variant, String foundBy, byte[] body) {
        this.response = response;
        this.variant = variant;
        this.foundBy = foundBy;
        this.body = body;
        this.header = HeaderBlock.of(response.fields(), "content-length");
    }

    StoredResponse response() {
        return response;
    }

    StoredVariant variant() {
        return variant;
    }

    String foundBy() {
        return foundBy;
    }

    byte[] body() {
        return body;
    }

    /** As it is sent again, but for the length of the body. */
    HeaderBlock header() {
        return header;
    }

    boolean suits(FieldSource request) {
        return variant.suits(request);
    }

    /** The same body with another header, which may say of other fields that they have chosen it: it is for this request, and for those that are as it is. */
    Kept with(StoredResponse renewed, FieldSource request) {
        return new Kept(renewed, StoredVariant.of(renewed, request), foundBy, body);
    }
}
