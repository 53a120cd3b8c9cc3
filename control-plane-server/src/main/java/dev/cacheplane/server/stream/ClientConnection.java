package dev.cacheplane.server.stream;

import io.javalin.http.Context;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;

/** The connection under a stream, of which servlets know nothing. */
record ClientConnection(EndPoint endPoint) {
    static ClientConnection of(Context ctx) {
        return new ClientConnection(ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint());
    }

    /** Jetty's own idle timeout would fail a write and leave the request open for ever: from now on there is none. */
    void expectSilence() {
        endPoint.setIdleTimeout(0);
    }

    /** How long no byte has gone through. */
    Duration idle() {
        return endPoint instanceof IdleTimeout watched ? Duration.ofMillis(watched.getIdleFor()) : Duration.ZERO;
    }

    /** Closes it, whatever it is doing. */
    void cut() {
        endPoint.close();
    }
}
