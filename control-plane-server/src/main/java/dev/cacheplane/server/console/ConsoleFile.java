package dev.cacheplane.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file of the page, as it is served: read once, named by the hash of its bytes. */
final class ConsoleFile {
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final String contentType;
    private final byte[] bytes;
    private final String entityTag;

    private ConsoleFile(String contentType, byte[] bytes) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.entityTag = '"' + sha256(bytes) + '"';
    }

    /** Reads the resource of this name, which lies beside this class. */
    static ConsoleFile read(String name) {
        String contentType = CONTENT_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream resource = ConsoleFile.class.getResourceAsStream(name)) {
            if (contentType == null || resource == null) {
                throw new IllegalStateException("The console has no file " + name);
            }
            return new ConsoleFile(contentType, resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    String entityTag() {
        return entityTag;
    }

    /** @param ifNoneMatch what a browser says it has; null if it says nothing */
    boolean isKnownTo(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null && (ifNoneMatch.contains(entityTag) || ifNoneMatch.equals("*"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
