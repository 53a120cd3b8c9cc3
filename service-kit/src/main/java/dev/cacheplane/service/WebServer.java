package dev.cacheplane.service;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server whose every error is an RFC 9457 problem, the container's own included. Handlers throw
 * {@link dev.cacheplane.service.problem.ProblemException}; anything else they throw is a 500 that gives nothing away. They run on virtual
 * threads where the JDK has them. A body of more than 1 MiB is refused. Paths reach the handlers as they were sent: they canonicalize.
 */
public final class WebServer implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final long MAX_BODY_BYTES = 1 << 20;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration KEEP_IDLE_CONNECTIONS_WHILE_STOPPING = Duration.ofMillis(250);

    private final Javalin javalin;
    private final int port;

    private WebServer(Javalin javalin, int port) {
        this.javalin = javalin;
        this.port = port;
    }

    /**
     * Starts to listen.
     *
     * @param configure adds the routes
     * @throws ConfigException if nobody can listen there
     */
    public static WebServer start(ListenAddress address, Consumer<JavalinConfig> configure) {
        ServerSocketChannel socket = address.open();
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.maxRequestSize = MAX_BODY_BYTES;
            // A compressed body is another representation, and would need another strong ETag.
            config.http.compressionStrategy = CompressionStrategy.NONE;
            // Otherwise Jetty takes a header for the connection's last one of that name if only upper and lower case
            // differ.
            config.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
            config.jetty.modifyServer(WebServer::stopGracefully);
            config.jetty.addConnector((server, http) -> connector(server, http, socket));
            ProblemAnswers.install(config);
            configure.accept(config);
        });
        javalin.start();
        return new WebServer(javalin, javalin.port());
    }

    @Override
    public int port() {
        return port;
    }

    /** Accepts nothing more, and lets requests in flight finish for up to 10 seconds. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (RuntimeException e) {
            LOG.warn("Some requests did not finish within {} s: {}", STOP_WITHIN.toSeconds(), e.getMessage());
        }
    }

    private static void stopGracefully(Server server) {
        server.insertHandler(new GracefulHandler());
        server.setStopTimeout(STOP_WITHIN.toMillis());
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, ServerSocketChannel socket) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setShutdownIdleTimeout(KEEP_IDLE_CONNECTIONS_WHILE_STOPPING.toMillis());
        try {
            connector.open(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }
}
