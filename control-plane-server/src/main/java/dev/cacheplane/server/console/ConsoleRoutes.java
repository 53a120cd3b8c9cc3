package dev.cacheplane.server.console;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /} and {@code /console/…}: a page that speaks to the HTTP API as anybody would, and knows nothing by itself. Each of its files has a
 * route of its own, so no path leads to another one.
 */
public final class ConsoleRoutes {
    private static final String PAGE = "/";
    private static final String FILES = "/console/";

    private static final String PAGE_FILE = "index.html";
    static final List<String> FILE_NAMES = List.of(
            "add.js",
            "api.js",
            "app.js",
            "endpoint.js",
            "fields.js",
            "fleet.js",
            "html.js",
            "icon.svg",
            "model.js",
            "policy.js",
            "problem.js",
            "service.js",
            "services.js",
            "signin.js",
            "style.css",
            "vendor/htm.module.js",
            "vendor/preact.module.js");

    /** What everybody may read: there are no data in it. */
    public static final Set<String> PATHS = Stream.concat(
                    Stream.of(PAGE), FILE_NAMES.stream().map(FILES::concat))
            .collect(toUnmodifiableSet());

    /** Nothing inline, nothing from elsewhere, in nobody's frame. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Adds the routes. */
    public void install(RoutesConfig routes) {
        add(routes, PAGE, ConsoleFile.read(PAGE_FILE));
        for (String name : FILE_NAMES) {
            add(routes, FILES + name, ConsoleFile.read(name));
        }
    }

    private static void add(RoutesConfig routes, String path, ConsoleFile file) {
        routes.get(path, ctx -> answer(ctx, file)).head(path, ctx -> answer(ctx, file));
    }

    private static void answer(Context ctx, ConsoleFile file) throws IOException {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header(Header.CACHE_CONTROL, "no-cache")
                .header(Header.ETAG, file.entityTag());
        if (file.isKnownTo(ctx.header(Header.IF_NONE_MATCH))) {
            ctx.status(304);
            // Committed before Jetty sees an empty body, and says "Content-Length: 0" of what has a length.
            ctx.res().flushBuffer();
        } else {
            ctx.contentType(file.contentType()).result(file.bytes());
        }
    }
}
