package dev.cacheplane.benchmarks.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Answers with bytes that lie ready: what no cache can be faster than. */
final class ConstantServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Items items;

    ConstantServlet(Path directory) {
        items = new Items(directory);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, items.at(request.getRequestURI()));
    }

    static void answer(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
