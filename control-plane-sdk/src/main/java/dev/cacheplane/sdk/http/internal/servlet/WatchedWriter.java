package dev.cacheplane.sdk.http.internal.servlet;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The container's own writer, with a look at what passes. Each call becomes the same call there, since containers differ in
 * what they buffer, and in what they do about errors.
 */
final class WatchedWriter extends PrintWriter {
    private final PrintWriter to;
    private final Passage passage;
    private final Charset charset;
    private final Locale locale;

    /** @param locale the response's, in which some containers format and others do not */
    WatchedWriter(PrintWriter to, Passage passage, Charset charset, Locale locale) {
        super(Writer.nullWriter());
        this.to = to;
        this.passage = passage;
        this.charset = charset;
        this.locale = locale;
    }

    boolean isFor(PrintWriter writer) {
        return to == writer;
    }

    /** Its length in bytes is known only when it is encoded, which is too much work for what will never fit the buffer. */
    private void pass(String text, Runnable act) {
        boolean copied = passage.hasShown() || text.length() < passage.rule().buffer();
        if (copied && passage.copies()) {
            passage.copy().add(text, charset);
        }
        if (!passage.admits(copied ? 0 : text.length())) {
            return;
        }
        try {
            act.run();
        } finally {
            if (!copied && passage.copies()) {
                passage.copy().add(text, charset);
            }
            passage.passed();
        }
    }

    @Override
    public void write(int c) {
        pass(String.valueOf((char) c), () -> to.write(c));
    }

    @Override
    public void write(char[] from) {
        pass(String.valueOf(from), () -> to.write(from));
    }

    @Override
    public void write(char[] from, int offset, int length) {
        pass(String.valueOf(from, offset, length), () -> to.write(from, offset, length));
    }

    @Override
    public void write(String text) {
        pass(text, () -> to.write(text));
    }

    @Override
    public void write(String text, int offset, int length) {
        pass(text.substring(offset, offset + length), () -> to.write(text, offset, length));
    }

    @Override
    public void print(char[] text) {
        pass(String.valueOf(text), () -> to.print(text));
    }

    @Override
    public void print(@Nullable String text) {
        pass(String.valueOf(text), () -> to.print(text));
    }

    @Override
    public void print(@Nullable Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void println() {
        pass(System.lineSeparator(), to::println);
    }

    @Override
    public void println(char[] text) {
        pass(String.valueOf(text) + System.lineSeparator(), () -> to.println(text));
    }

    @Override
    public void println(@Nullable String text) {
        pass(text + System.lineSeparator(), () -> to.println(text));
    }

    @Override
    public void println(@Nullable Object value) {
        println(String.valueOf(value));
    }

    @Override
    public void print(boolean value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(boolean value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public void print(char value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(char value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public void print(int value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(int value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public void print(long value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(long value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public void print(float value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(float value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public void print(double value) {
        pass(String.valueOf(value), () -> to.print(value));
    }

    @Override
    public void println(double value) {
        pass(value + System.lineSeparator(), () -> to.println(value));
    }

    @Override
    public WatchedWriter append(@Nullable CharSequence text) {
        write(String.valueOf(text));
        return this;
    }

    @Override
    public WatchedWriter append(@Nullable CharSequence text, int from, int to) {
        write(String.valueOf(text).substring(from, to));
        return this;
    }

    @Override
    public WatchedWriter append(char c) {
        write(c);
        return this;
    }

    @Override
    public PrintWriter printf(String format, @Nullable Object... arguments) {
        return format(format, arguments);
    }

    @Override
    public PrintWriter printf(@Nullable Locale chosen, String format, @Nullable Object... arguments) {
        return format(chosen, format, arguments);
    }

    @Override
    public PrintWriter format(String format, @Nullable Object... arguments) {
        Locale usual = Locale.getDefault(Locale.Category.FORMAT);
        return formatted(
                Objects.equals(usual, locale) ? usual : null, format, arguments, () -> to.format(format, arguments));
    }

    @Override
    public PrintWriter format(@Nullable Locale chosen, String format, @Nullable Object... arguments) {
        return formatted(chosen, format, arguments, () -> to.format(chosen, format, arguments));
    }

    /** The container formats, in pieces of its own. What comes of that is not certain if the locale is not, or if it fails. */
    private PrintWriter formatted(
            @Nullable Locale certain, String format, @Nullable Object[] arguments, Runnable containers) {
        String text;
        try {
            text = certain == null ? null : String.format(certain, format, arguments);
        } catch (IllegalFormatException failsAgainBelow) {
            text = null;
        }
        if (text == null) {
            passage.copy().doubt();
        }
        pass(text == null ? "" : text, containers);
        return this;
    }

    @Override
    public void flush() {
        if (passage.show()) {
            to.flush();
            passage.looked();
        }
    }

    @Override
    public void close() {
        if (passage.showWhole()) {
            lookForErrors();
            to.close();
            passage.looked();
            passage.close();
        }
    }

    /** Writers keep to themselves that the client has gone. Asking flushes, so it is not asked where nothing has left. */
    void lookForErrors() {
        if (passage.needsToKnowOfErrors() && to.checkError()) {
            passage.lose();
        }
    }

    @Override
    public boolean checkError() {
        if (!passage.show()) {
            return false;
        }
        boolean error = to.checkError();
        if (error) {
            passage.lose();
        }
        passage.looked();
        return error;
    }
}
