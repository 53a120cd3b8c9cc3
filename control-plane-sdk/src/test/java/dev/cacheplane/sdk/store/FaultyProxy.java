package dev.cacheplane.sdk.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on the loopback address that can be told to misbehave: on all its connections, those that are open and those to come, from the call on. Safe for
 * use by several threads.
 */
public final class FaultyProxy implements AutoCloseable {
    private enum Mode {
        PASS,
        SWALLOW,
        HOLD
    }

    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Mode mode = Mode.PASS;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean refusing;
    private volatile int target;

    private FaultyProxy(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accepting", this::accept);
    }

    /** A proxy before the server that listens on this port of this machine; it passes everything on. */
    public static FaultyProxy before(int target) {
        try {
            return new FaultyProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Passes everything on, also what was held. On a connection of which something was swallowed nothing sensible comes any more. */
    public void pass() {
        delay = Duration.ZERO;
        refusing = false;
        to(Mode.PASS);
    }

    /** Passes everything on, each piece so much later, in either direction. */
    public void delay(Duration each) {
        delay = each;
        to(Mode.PASS);
    }

    /** Takes everything and passes nothing on, in either direction: what a connection looks like whose other end is gone without a word. */
    public void swallow() {
        to(Mode.SWALLOW);
    }

    /** Keeps everything until {@link #pass}, in either direction. */
    public void hold() {
        to(Mode.HOLD);
    }

    /** Ends all connections; new ones are taken. */
    public void cut() {
        for (Socket socket : sockets) {
            close(socket);
        }
    }

    /** Ends all connections, and each new one as soon as it is made, until {@link #pass}. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** Leads connections to come to another server; those that are open stay where they are. */
    public void lead(int target) {
        this.target = target;
    }

    private void to(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (refusing) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // closed, or nobody behind
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start("to server", () -> pump(client, server));
            start("to client", () -> pump(server, client));
        } catch (IOException e) {
            close(client);
            throw e;
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                LockSupport.parkNanos(delay.toNanos());
                if (isPassing()) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // one end is gone: so is the other
        } finally {
            close(from);
            close(to);
        }
    }

    private boolean isPassing() {
        lock.lock();
        try {
            while (mode == Mode.HOLD) {
                changed.awaitUninterruptibly();
            }
            return mode == Mode.PASS;
        } finally {
            lock.unlock();
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pass();
        cut();
    }
}
