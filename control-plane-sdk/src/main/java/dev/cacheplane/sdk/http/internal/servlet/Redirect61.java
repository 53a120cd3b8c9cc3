package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Redirects with a status, which servlets have from 6.1 on; this library is compiled against 6.0. */
final class Redirect61 {
    private static final @Nullable Method SEND = find();

    private Redirect61() {}

    private static @Nullable Method find() {
        try {
            return HttpServletResponse.class.getMethod("sendRedirect", String.class, int.class, boolean.class);
        } catch (NoSuchMethodException before61) {
            return null;
        }
    }

    static void send(HttpServletResponse response, String location, int status, boolean clearBuffer)
            throws IOException {
        if (SEND == null) {
            throw new UnsupportedOperationException("A redirect with a status needs Servlet 6.1");
        }
        try {
            SEND.invoke(response, location, status, clearBuffer);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (IllegalAccessException never) {
            throw new IllegalStateException(never);
        }
    }
}
