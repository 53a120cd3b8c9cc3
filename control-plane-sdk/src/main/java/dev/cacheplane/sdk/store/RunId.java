package dev.cacheplane.sdk.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By which a server is told from every other, and from itself before a restart: 40 random hexadecimal digits, drawn when it starts. */
final class RunId {
    /** Of a server that does not say: some proxies, and users who may not ask. */
    static final String UNKNOWN = "";

    private static final Pattern LINE = Pattern.compile("^run_id:(\\S+)", Pattern.MULTILINE);

    private RunId() {}

    /** What stands in the answer of {@code INFO server}. */
    static String in(String info) {
        Matcher line = LINE.matcher(info);
        return line.find() ? line.group(1) : UNKNOWN;
    }
}
