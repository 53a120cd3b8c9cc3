package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way to the client, at whose head somebody looks just before any of it leaves. The client gets what it
 * would get without this, byte for byte, but for the fields that the watch adds and those that are withheld; and so does
 * the handler, in whatever it asks or is told.
 *
 * <p>Used as a response is, by one thread at a time.
 */
public final class WatchedResponse extends WatchedHead {
    private @Nullable WatchedStream stream;
    private @Nullable WatchedWriter writer;
    private volatile @Nullable ServletResponse opaque;
    private boolean trailing;

    /**
     * @param response not committed
     * @param withheldNames in lower case; fields that the watch and the handler see, and the client does not
     */
    public WatchedResponse(HttpServletResponse response, Set<String> withheldNames, HeadWatch watch) {
        super(response, withheldNames, watch);
    }

    /** Takes away what the handler has done to a response of which nothing has left yet, for another answer to be written. */
    public void takeBack() {
        passage.takeBack();
    }

    /**
     * The handler is done: its chain has returned normally and nothing asynchronous has begun, or the asynchronous cycle is
     * about to complete. The head is shown if it has not been. Nothing is flushed.
     */
    public void end() {
        WatchedWriter used = writer;
        if (used != null) {
            used.lookForErrors();
        }
        passage.end();
    }

    /** What has been copied. Whole only after {@link #end}. */
    public Recording recording() {
        return passage.recording();
    }

    /** Whether the watch has seen the head. */
    public boolean hasShown() {
        return passage.hasShown();
    }

    /** Whether writing to the client has failed, by what the stream or the writer has said; a listener of non-blocking writes is told by itself. */
    public boolean isLost() {
        return passage.isLost();
    }

    /** Whether the handler has trailer fields for the client, which no recording has. */
    public boolean hasTrailers() {
        return trailing;
    }

    /** Whether the watch has said {@link Verdict#SWALLOW} in time: somebody has to write another answer. */
    public boolean isSwallowed() {
        return passage.isSwallowed();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream to = passage.isSwallowed() ? Nowhere.STREAM : super.getOutputStream();
        WatchedStream known = stream;
        if (known == null || !known.isFor(to)) {
            forgottenIf(writer != null);
            known = new WatchedStream(to, passage, this::charset);
            stream = known;
        }
        return known;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter to = passage.isSwallowed() ? Nowhere.WRITER : super.getWriter();
        WatchedWriter known = writer;
        if (known == null || !known.isFor(to)) {
            forgottenIf(stream != null);
            known = new WatchedWriter(to, passage, charset(), getLocale());
            writer = known;
        }
        return known;
    }

    /** The container gives out both only if it has forgotten in between what was written, which not all say to a wrapper. */
    private void forgottenIf(boolean both) {
        if (both && !isCommitted()) {
            passage.forget(false);
        }
    }

    /**
     * While the handler forwards on Tomcat, something that is no wrapper: Tomcat looks through wrappers for its own response when the
     * forward ends, and lets nothing be added to that any more. So it ends the forward by closing this one, as others do.
     */
    @Override
    public ServletResponse getResponse() {
        return opaque == null ? super.getResponse() : opaque;
    }

    /** The forward has ended. */
    void forwardedUntilNow(@Nullable ServletResponse before) {
        opaque = before;
    }

    /** The handler forwards: what has been written so far is gone. Jetty does that behind a wrapper's back. */
    @Nullable
    ServletResponse forwarded() {
        mustNotBeSwallowed();
        if (!isCommitted()) {
            passage.forget(false);
        }
        ServletResponse before = opaque;
        if (before == null && passage.rule().isTomcat()) {
            opaque = OpaqueResponse.of(inner());
        }
        return before;
    }

    private Charset charset() {
        try {
            return Charset.forName(getCharacterEncoding());
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_16; // which no copy trusts
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (passage.show()) {
            try {
                super.flushBuffer();
            } catch (IOException gone) {
                passage.lose();
                throw gone;
            } finally {
                passage.looked();
            }
        }
    }

    @Override
    public boolean isCommitted() {
        return passage.isSwallowed() || super.isCommitted();
    }

    @Override
    public void reset() {
        mustNotBeSwallowed();
        super.reset();
        if (!isIncluding()) {
            passage.forget(true);
        }
    }

    @Override
    public void resetBuffer() {
        mustNotBeSwallowed();
        super.resetBuffer();
        passage.forget(false);
    }

    @Override
    public void setBufferSize(int size) {
        mustNotBeSwallowed();
        super.setBufferSize(size);
        passage.rule().bufferChosen();
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        mustNotBeSwallowed();
        super.setTrailerFields(supplier);
        passage.trail();
        trailing = true;
    }

    @Override
    public void sendError(int status) throws IOException {
        error(status, () -> super.sendError(status));
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        error(status, () -> super.sendError(status, message));
    }

    private interface Act {
        void run() throws IOException;
    }

    private void error(int status, Act act) throws IOException {
        mustNotBeSwallowed();
        boolean interim = status >= 100 && status < 200;
        if (interim || super.isCommitted() || isIncluding()) {
            act.run();
            return;
        }
        if (passage.showError(status)) {
            passage.close();
            act.run();
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        redirect(302, location, () -> super.sendRedirect(location));
    }

    /** As servlets have it from 6.1 on. There is nothing to override before, and nobody to call it. */
    public void sendRedirect(String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    /** Of 6.1 too. */
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, 302, clearBuffer);
    }

    /** Of 6.1 too. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        if (!clearBuffer) {
            passage.spoil();
        }
        redirect(status, location, () -> Redirect61.send(inner(), location, status, clearBuffer));
    }

    private void redirect(int status, @Nullable String location, Act act) throws IOException {
        mustNotBeSwallowed();
        if (super.isCommitted() || location == null || isIncluding()) {
            act.run();
            return;
        }
        Fields fields = passage.fields().with("Location", location);
        if (passage.showInstead(status, fields)) {
            act.run();
            passage.settle("Location", super.getHeader("Location"));
            passage.close();
        }
    }

    private void mustNotBeSwallowed() {
        if (passage.isSwallowed()) {
            throw new IllegalStateException("Committed");
        }
    }
}
