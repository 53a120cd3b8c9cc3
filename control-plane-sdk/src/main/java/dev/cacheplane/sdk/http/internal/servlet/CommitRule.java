package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * When a container may commit a response because of what is written to it. It does so when its buffer is full, or the
 * announced length is reached; Jetty also at a single write that it would rather not copy, a quarter of the buffer by
 * default.
 *
 * <p>No container says beforehand that it is about to, so this errs towards too early: see {@link Passage}.
 */
final class CommitRule {
    private final HttpServletResponse to;
    private final boolean jetty;
    private final boolean tomcat;
    private boolean bufferChosen;

    CommitRule(HttpServletResponse to) {
        this.to = to;
        ServletResponse innermost = to;
        while (innermost instanceof ServletResponseWrapper wrapper) {
            innermost = wrapper.getResponse();
        }
        this.jetty = innermost.getClass().getName().startsWith("org.eclipse.jetty.");
        this.tomcat = innermost.getClass().getName().startsWith("org.apache.catalina.");
    }

    boolean isTomcat() {
        return tomcat;
    }

    /** The handler has chosen a buffer, which Jetty then fills before it commits. */
    void bufferChosen() {
        bufferChosen = true;
    }

    /** As large as the handler is told, in bytes. */
    int buffer() {
        return to.getBufferSize();
    }

    /**
     * @param before bytes that have passed
     * @param more bytes that are about to, in one write
     * @param announced the response's length; negative if it has announced none
     */
    boolean mayCommit(long before, long more, long announced) {
        int buffer = buffer();
        return before + more >= buffer
                || (announced >= 0 && before + more >= announced)
                || (jetty && !bufferChosen && more > buffer / 4);
    }
}
