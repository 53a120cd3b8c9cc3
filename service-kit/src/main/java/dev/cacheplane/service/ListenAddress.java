package dev.cacheplane.service;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/**
 * Where a service listens: {@code HOST} (127.0.0.1) and {@code PORT}.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(InetAddress host, int port) {
    private static final String HOST = "HOST";
    private static final String PORT = "PORT";

    // After a restart all clients come back at once; who finds no room here tries again a second later.
    private static final int CONNECTIONS_TO_ACCEPT = 1_024;

    /** Listening on loopback alone is the default. */
    public static ListenAddress from(Environment environment, int defaultPort) {
        InetAddress host = environment.parsed(HOST, loopback(0).host(), ListenAddress::resolve);
        return new ListenAddress(host, environment.port(PORT, defaultPort));
    }

    /** 127.0.0.1, for tests and for what nobody else should reach. */
    public static ListenAddress loopback(int port) {
        return new ListenAddress(resolve("127.0.0.1"), port);
    }

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        return host.isLoopbackAddress();
    }

    /** @throws ConfigException if somebody else listens there, or nobody may */
    ServerSocketChannel open() {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(new InetSocketAddress(host, port), CONNECTIONS_TO_ACCEPT);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (BindException e) {
            throw new ConfigException(List.of(PORT + ": cannot listen on " + this + ": " + e.getMessage()
                    + " (is another program using it? " + PORT + "=0 takes a free port)"));
        } catch (IOException e) {
            throw new ConfigException(List.of(HOST + ": cannot listen on " + this + ": " + e.getMessage()));
        }
    }

    @Override
    public String toString() {
        String literal = host.getHostAddress();
        return (literal.contains(":") ? "[" + literal + "]" : literal) + ":" + port;
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address of this machine is called '" + host + "'", e);
        }
    }
}
