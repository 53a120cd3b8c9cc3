package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;

/** What the answer to a {@code HEAD} that was passed on says of a stored answer to {@code GET} (RFC 9111, section 4.3.5). */
public enum HeadUpdate {
    /** It is the same: {@link Freshening#renewed} has its new fields. */
    RENEW,
    /** It is another one now: the stored one is stale. */
    MAKE_STALE,
    /** Nothing. */
    NONE;

    /**
     * Decides.
     *
     * @param length of the stored content in bytes
     */
    public static HeadUpdate of(StoredResponse stored, ResponseHead head, long length) {
        if (head.status() != 200) {
            return NONE;
        }
        boolean same = stored.status() == 200
                && agree(stored.fields(), head.fields(), "etag")
                && agree(stored.fields(), head.fields(), "last-modified")
                && head.fields()
                        .only("content-length")
                        .map(Long.toString(length)::equals)
                        .orElse(true);
        return same ? RENEW : MAKE_STALE;
    }

    private static boolean agree(FieldSource stored, FieldSource head, String name) {
        return !head.has(name) || head.values(name).equals(stored.values(name));
    }
}
