package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The container's own stream, with a look at what passes. */
final class WatchedStream extends ServletOutputStream {
    private final ServletOutputStream to;
    private final Passage passage;
    private final Supplier<Charset> charset;

    /** @param charset in which the container may write text that is printed here; it may change until then */
    WatchedStream(ServletOutputStream to, Passage passage, Supplier<Charset> charset) {
        this.to = to;
        this.passage = passage;
        this.charset = charset;
    }

    boolean isFor(ServletOutputStream stream) {
        return to == stream;
    }

    private interface Act {
        void run() throws IOException;
    }

    private void run(Act act) throws IOException {
        try {
            act.run();
        } catch (CharConversionException | RuntimeException failure) {
            passage.spoil();
            throw failure;
        } catch (IOException gone) {
            passage.lose();
            throw gone;
        } finally {
            passage.looked();
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (passage.admits(1)) {
            run(() -> to.write(octet));
            if (passage.copies()) {
                passage.copy().add(octet);
            }
            passage.passed();
        }
    }

    @Override
    public void write(byte[] from) throws IOException {
        pass(from, 0, from.length, () -> to.write(from));
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        pass(from, offset, length, () -> to.write(from, offset, length));
    }

    private void pass(byte[] from, int offset, int length, Act act) throws IOException {
        if (passage.admits(length)) {
            run(act);
            if (passage.copies()) {
                passage.copy().add(from, offset, length);
            }
            passage.passed();
        }
    }

    @Override
    public void print(@Nullable String text) throws IOException {
        print(text, () -> to.print(text));
    }

    @Override
    public void println(@Nullable String text) throws IOException {
        print(text + "\r\n", () -> to.println(text));
    }

    @Override
    public void println() throws IOException {
        print("\r\n", to::println);
    }

    @Override
    public void print(boolean value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void print(char value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void print(int value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void print(long value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void print(float value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void print(double value) throws IOException {
        print(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(boolean value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    @Override
    public void println(char value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    @Override
    public void println(int value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    @Override
    public void println(long value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    @Override
    public void println(float value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    @Override
    public void println(double value) throws IOException {
        print(value + "\r\n", () -> to.println(value));
    }

    /** Containers disagree about the charset of text that is printed to a stream: only where it says all the same is it known. */
    private void print(@Nullable String text, Act act) throws IOException {
        String known = String.valueOf(text);
        byte[] bytes = known.getBytes(StandardCharsets.US_ASCII);
        boolean certain = known.chars().allMatch(c -> c < 0x80) && Arrays.equals(bytes, known.getBytes(charset.get()));
        if (passage.admits(certain ? bytes.length : 4L * known.length())) {
            run(act);
            if (!certain) {
                passage.copy().addUnknown(4L * known.length());
            } else if (passage.copies()) {
                passage.copy().add(bytes, 0, bytes.length);
            }
            passage.passed();
        }
    }

    @Override
    public void flush() throws IOException {
        if (passage.show()) {
            run(to::flush);
        }
    }

    @Override
    public void close() throws IOException {
        if (passage.showWhole()) {
            run(to::close);
            passage.close();
        }
    }

    @Override
    public boolean isReady() {
        return passage.isSwallowed() || to.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        to.setWriteListener(listener);
    }
}
