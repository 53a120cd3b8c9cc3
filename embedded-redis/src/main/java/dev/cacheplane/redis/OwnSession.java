package dev.cacheplane.redis;

import java.util.ArrayList;
import java.util.List;

/** Commands that lead a session, and so a process group, of their own: signals to our group do not reach them. */
final class OwnSession {

    private OwnSession() {}

    /**
     * How to run a shell script so, with its name: a list to add the script's arguments to. The process keeps its number
     * through all of it. Programs are given by their paths, since the environment of the child may have another
     * {@code PATH}.
     *
     * @throws IllegalStateException if this system has no {@code sh}, or neither {@code setsid} (Linux) nor {@code perl}
     *     (macOS)
     */
    static List<String> ofScript(String script, String name) {
        var command = new ArrayList<String>();
        SearchPath.find("setsid")
                .ifPresentOrElse(
                        setsid -> command.add(setsid.toString()),
                        () -> command.addAll(
                                List.of(required("perl"), "-MPOSIX=setsid", "-e", "setsid(); exec @ARGV")));
        command.addAll(List.of(required("sh"), "-c", script, name));
        return command;
    }

    private static String required(String program) {
        return SearchPath.find(program)
                .orElseThrow(() -> new IllegalStateException(
                        "A guarded process needs sh, and setsid or perl; there is no " + program + " on the PATH"))
                .toString();
    }
}
