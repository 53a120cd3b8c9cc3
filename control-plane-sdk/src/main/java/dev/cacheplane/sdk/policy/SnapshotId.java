package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.Revision;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * Which policy set, to the byte.
 *
 * @param hash the first 16 hexadecimal digits of SHA-256 over the document
 */
record SnapshotId(Revision revision, String hash) {
    private static final int DIGITS = 16;
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9]{1,64})-([0-9]{1,18})-([0-9a-f]{16})");

    static String hashOf(ByteString document) {
        return shortened(document.sha256());
    }

    /** The hash, of which this is the whole. */
    static String shortened(ByteString sha256) {
        String hex = sha256.hex();
        return hex.substring(0, Math.min(DIGITS, hex.length()));
    }

    /** Reads {@code epoch-number-hash}; empty if it is none. */
    static Optional<SnapshotId> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new SnapshotId(
                        new Revision(matcher.group(1), Long.parseLong(matcher.group(2))), matcher.group(3)))
                : Optional.empty();
    }

    /** {@code epoch-number-hash}, as it stands in events and in {@code Last-Event-ID}. */
    @Override
    public String toString() {
        return revision + "-" + hash;
    }
}
