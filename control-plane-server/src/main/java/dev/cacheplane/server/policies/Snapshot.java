package dev.cacheplane.server.policies;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.json.PolicyJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** One service's set as it goes over the wire: made once a revision, and shared by all who are sent it. Immutable. */
public final class Snapshot {
    private static final int HASH_BYTES = 8;

    private final SnapshotId id;
    private final byte[] json;
    private final String reprDigest;

    private Snapshot(SnapshotId id, byte[] json, String reprDigest) {
        this.id = id;
        this.json = json;
        this.reprDigest = reprDigest;
    }

    static Snapshot of(PolicySet set) {
        byte[] json = PolicyJson.writeSet(set);
        byte[] hash = sha256(json);
        return new Snapshot(
                new SnapshotId(set.revision(), HexFormat.of().formatHex(hash, 0, HASH_BYTES)),
                json,
                "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
    }

    public SnapshotId id() {
        return id;
    }

    /** The set's JSON, in one line. Shared: nobody writes to it. */
    public byte[] json() {
        return json;
    }

    /** The value of {@code Repr-Digest} (RFC 9530) for the JSON. */
    public String reprDigest() {
        return reprDigest;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
