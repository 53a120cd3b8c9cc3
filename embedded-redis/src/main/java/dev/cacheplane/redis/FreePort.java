package dev.cacheplane.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports that nobody listens on. They are not reserved: whoever takes one must be ready to find it taken. */
public final class FreePort {

    /**
     * Below the range from which Linux (32768) and macOS (49152) number outgoing connections. A port from that range can
     * be taken by a connection while its server restarts; worse, a client that reconnects to it may reach itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePort() {}

    /**
     * A free port, chosen at random so that processes which look at the same time find different ones.
     *
     * @throws IllegalStateException if 1,000 tries found none
     */
    public static int find() {
        return ThreadLocalRandom.current()
                .ints(1_000, FIRST, LAST)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port from " + FIRST + " to " + LAST));
    }

    /** Whether a server could listen on this port at this moment, on the loopback address and on all addresses. */
    public static boolean isFree(int port) {
        return canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canListen(new InetSocketAddress(port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
