package dev.cacheplane.sdk.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** How this machine is called, so that people find it. */
final class HostName {
    private static final int LONGEST = 255;

    private HostName() {}

    /** From the environment, as in containers; else the system's, for which it may ask the network. */
    static String find() {
        String found = Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(System::getenv)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElseGet(HostName::ofTheSystem)
                .strip();
        return found.substring(0, Math.min(LONGEST, found.length()));
    }

    private static String ofTheSystem() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
