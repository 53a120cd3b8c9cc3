package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SOFT makes of a line of metadata; the script does the same. */
final class SoftLine {
    private static final Pattern FRESH = Pattern.compile("(2 .*?) fresh=([0-9]{1,15})( .*)", Pattern.DOTALL);
    private static final Pattern KEEP = Pattern.compile("2 .*? keep=([0-9]{1,15}).*", Pattern.DOTALL);

    private SoftLine() {}

    /** The line of an entry that is stale from now on, if {@code line} can be read; {@code left} is how much longer the entry stays. */
    static Optional<byte[]> of(byte[] line, Duration left) {
        String text = new String(line, ISO_8859_1);
        Matcher fresh = FRESH.matcher(text);
        Matcher keep = KEEP.matcher(text);
        if (!fresh.matches() || !keep.matches()) {
            return Optional.empty();
        }
        long age = Long.parseLong(keep.group(1)) - left.toMillis();
        long stale = Math.max(0, Math.min(Long.parseLong(fresh.group(2)), age));
        return Optional.of((fresh.group(1) + " fresh=" + stale + fresh.group(3)).getBytes(ISO_8859_1));
    }
}
