package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.policy.CachePolicy;
import dev.cacheplane.policy.EntityTags;
import dev.cacheplane.sdk.http.internal.fields.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity tag that a stored response is given if it has none and the policy wants it to have one. */
public final class ContentTag {
    /** 128 bits: two contents do not share one by chance. */
    private static final int LENGTH = 16;

    private ContentTag() {}

    /** The response with a strong tag, or as it is: if it has one, is no 200, or the policy does not want it. */
    public static StoredResponse given(StoredResponse stored, byte[] content, CachePolicy policy) {
        boolean wanted = policy.entityTags() == EntityTags.STRONG
                && stored.status() == 200
                && !stored.fields().has("etag");
        return wanted ? stored.with(stored.fields().with("ETag", of(content).toString())) : stored;
    }

    private static EntityTag of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag(false, HexFormat.of().formatHex(digest, 0, LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
