package dev.cacheplane.sdk.http.internal.rfc9111;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Named values of a request as one short text. Secrets do not show in it, and since every value goes in with its length, no
 * value can be made to look like two. For one thread.
 */
public final class ValueDigest {
    /** 128 bits: nobody finds another request with the digest of a given one. */
    private static final int LENGTH = 16;

    private final MessageDigest digest;

    /** Of nothing yet. */
    public ValueDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes in what stands under a name; none is another thing than an empty one. */
    public void add(String name, List<String> values) {
        add(name);
        add(values.size());
        values.forEach(this::add);
    }

    /** 32 hexadecimal digits. It can be asked for once. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }
}
