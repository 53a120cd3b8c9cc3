package dev.cacheplane.redis;

import java.util.ArrayList;
import java.util.List;

/** Commands that lead a session, and so a process group, of their own: signals to our group do not reach them. */
final class OwnSession {

    private OwnSession() {}

    /**
     * The command to give to {@link ProcessBuilder} instead of this one, as a list to add arguments to. The process keeps
     * its number through all of it.
     *
     * @throws IllegalStateException if this system has neither {@code setsid} (Linux) nor {@code perl} (macOS)
     */
    static List<String> of(String... command) {
        var all = new ArrayList<String>();
        if (SearchPath.find("setsid").isPresent()) {
            all.add("setsid");
        } else if (SearchPath.find("perl").isPresent()) {
            all.addAll(List.of("perl", "-MPOSIX=setsid", "-e", "setsid(); exec @ARGV"));
        } else {
            throw new IllegalStateException("A guarded process needs setsid or perl on the PATH; there is neither");
        }
        all.addAll(List.of(command));
        return all;
    }
}
