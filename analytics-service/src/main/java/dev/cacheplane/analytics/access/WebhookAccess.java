package dev.cacheplane.analytics.access;

import dev.cacheplane.service.Secret;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests pass that show the token. Where there is none, those of programs on this machine: neither what a proxy here passes on for others, nor what a
 * page in a browser here sends, whatever name it has given this machine.
 *
 * @param token null for none
 */
public record WebhookAccess(@Nullable Secret token) implements Handler {
    private static final Pattern THIS_MACHINE = Pattern.compile("(?i:localhost)|127[0-9.]*|\\[::1]|::1");
    private static final List<String> OF_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final List<String> OF_BROWSERS = List.of(Header.ORIGIN, "Sec-Fetch-Site");

    @Override
    public void handle(Context context) {
        if (token == null) {
            checkIsLocal(context);
        } else {
            checkShows(context, token);
        }
    }

    private static void checkShows(Context context, Secret token) {
        if (!token.isShownBy(context.header(Header.AUTHORIZATION))) {
            context.header(Header.WWW_AUTHENTICATE, "Bearer realm=\"analytics\"");
            throw new ProblemException(
                    401, "A token is needed: Authorization: Bearer …, with what INVALIDATE_TOKEN says");
        }
    }

    private static void checkIsLocal(Context context) {
        boolean isLocal = isLoopback(context.req().getRemoteAddr())
                && THIS_MACHINE.matcher(context.req().getServerName()).matches()
                && OF_PROXIES.stream().allMatch(header -> context.header(header) == null)
                && OF_BROWSERS.stream().allMatch(header -> context.header(header) == null);
        if (!isLocal) {
            throw new ProblemException(
                    403, "Without INVALIDATE_TOKEN only programs on the service's own machine may do this");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // a literal: nothing is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
