package dev.cacheplane.sdk.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts that change entries and generations, each atomically. Their contracts stand in the {@code .lua} files beside this class. */
enum Script {
    FILL,
    RENEW,
    RELEASE,
    FAIL,
    INVALIDATE,
    SOFT,
    BAR,
    GENS,
    BUMP,
    BUMP_SOFT;

    private final String text;
    private final String digest;

    Script() {
        String file = name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream lua = Script.class.getResourceAsStream(file)) {
            if (lua == null) {
                throw new IllegalStateException(file + " is missing beside " + Script.class.getName());
            }
            byte[] bytes = lua.readAllBytes();
            text = new String(bytes, StandardCharsets.UTF_8);
            digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    String text() {
        return text;
    }

    /** What Redis remembers the script by. */
    String digest() {
        return digest;
    }
}
