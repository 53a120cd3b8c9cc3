package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.PrintWriter;
import java.io.Writer;

/** Where a body is written of which nothing leaves. */
final class Nowhere {
    static final PrintWriter WRITER = new PrintWriter(Writer.nullWriter());

    static final ServletOutputStream STREAM = new ServletOutputStream() {
        @Override
        public void write(int octet) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("Committed");
        }
    };

    private Nowhere() {}
}
