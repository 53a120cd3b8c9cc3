package dev.cacheplane.server.policies;

import dev.cacheplane.policy.Revision;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one service's set as it is delivered: {@code epoch-number-hash}. Two sets of one name are the same, byte by byte.
 *
 * @param revision the set's
 * @param hash the first 16 hex digits of the SHA-256 of the set's JSON, in lower case
 */
public record SnapshotId(Revision revision, String hash) {
    /** Of 1 to 64 letters and digits. */
    public static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9]{1,64}");

    /** Of 16 hex digits. */
    public static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

    private static final Pattern SHAPE =
            Pattern.compile("(?<epoch>" + EPOCH + ")-(?<number>[0-9]{1,18})-(?<hash>" + HASH + ")");

    /** Reads what a client sent; empty for what is no such name. */
    public static Optional<SnapshotId> parse(String text) {
        Matcher id = SHAPE.matcher(text);
        return id.matches()
                ? Optional.of(new SnapshotId(
                        new Revision(id.group("epoch"), Long.parseLong(id.group("number"))), id.group("hash")))
                : Optional.empty();
    }

    /** Whether who has this has the other one as well: it is the same, or of a later revision of the same epoch. */
    public boolean covers(SnapshotId other) {
        return equals(other) || other.revision.isOlderThan(revision);
    }

    @Override
    public String toString() {
        return revision + "-" + hash;
    }
}
