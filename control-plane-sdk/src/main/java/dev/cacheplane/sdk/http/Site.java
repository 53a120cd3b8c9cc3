package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.http.internal.rfc9111.Selection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Under which address a request means the service, as far as a handler might go by it: scheme, {@code Host} and port, what proxies say in their place, and how its path is spelled. It is no part of the key, for all instances of a service
 * share their entries; but a response is only for requests that agree in it, so that nobody stores links to a host of his own for everybody.
 *
 * <p>A {@code Host} that is the very address at which the request came in, or this machine's name for itself, at the same port or none, says nothing: instances differ in it.
 */
final class Site {
    /** What it is called among a request's fields. No field can be called that. */
    static final String NAME = Selection.SITE;

    /** Fields that frameworks take for the address, the path or the method, in lower case. Those that begin with {@code x-forwarded-} are taken together, but for the two that name clients. */
    private static final Set<String> TOLD = Set.of(
            "forwarded",
            "front-end-https",
            "x-host",
            "x-http-host-override",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-envoy-original-path",
            "x-forwarded",
            "x-original-host",
            "x-original-uri",
            "x-original-url",
            "x-proxied-https",
            "x-real-host",
            "x-rewrite-url",
            "x-scheme",
            "x-url-scheme");

    private static final String FORWARDED = "x-forwarded-";
    private static final Pattern NODE = Pattern.compile("(for|by)=\"?[\\w.:\\-\\[\\]]*\"?");
    private static final int HTTP = 80;
    private static final Set<String> OF_CLIENTS = Set.of("x-forwarded-for", "x-forwarded-client-cert");

    private Site() {}

    /**
     * What it says, a line for each thing; empty if it says nothing.
     *
     * @param telling names of the request's fields, without those that cannot say anything
     */
    static List<String> of(HttpServletRequest request, List<String> telling) {
        List<String> said = with(List.of(), address(request));
        said = with(said, spelling(request.getRequestURI()));
        for (String name : telling) {
            said = name.equalsIgnoreCase("host")
                    ? withHost(said, request)
                    : with(said, name.toLowerCase(Locale.ROOT), request);
        }
        if (said.size() > 1) {
            Collections.sort(said);
        }
        return said;
    }

    private static List<String> with(List<String> said, String line) {
        if (line.isEmpty()) {
            return said;
        }
        List<String> more = said.isEmpty() ? new ArrayList<>() : said;
        more.add(line);
        return more;
    }

    /** As the container sees it, or a filter in front: by a target with a host in it, by HTTP/2, or by a field that is gone. */
    private static String address(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean ours = !request.isSecure()
                && "http".equals(scheme)
                && (port == HTTP || port == request.getLocalPort())
                && isThisMachine(request.getServerName(), request);
        return ours ? "" : "to:" + scheme + "://" + request.getServerName() + ":" + port;
    }

    /** The key has one form of a path for all; a handler may tell them apart, and send clients from one to the other. */
    private static String spelling(String path) {
        boolean plain = path.indexOf('%') < 0 && (path.length() < 2 || !path.endsWith("/"));
        return plain ? "" : "path:" + path;
    }

    /** Whether a field of this name can say anything: a first look that costs nothing. */
    static boolean mayTell(String name) {
        char first = name.isEmpty() ? ' ' : name.charAt(0);
        return first == 'h' || first == 'H' || first == 'f' || first == 'F' || first == 'x' || first == 'X';
    }

    private static List<String> with(List<String> said, String name, HttpServletRequest request) {
        if (!TOLD.contains(name) && (!name.startsWith(FORWARDED) || OF_CLIENTS.contains(name))) {
            return said;
        }
        List<String> more = said;
        Enumeration<String> values = request.getHeaders(name);
        while (values.hasMoreElements()) {
            String value = name.equals("forwarded") ? ofForwarded(values.nextElement()) : values.nextElement();
            if (!value.isEmpty()) {
                more = with(more, name + ":" + value);
            }
        }
        return more;
    }

    private static List<String> withHost(List<String> said, HttpServletRequest request) {
        List<String> more = said;
        Enumeration<String> hosts = request.getHeaders("Host");
        while (hosts.hasMoreElements()) {
            String host = hosts.nextElement();
            if (!host.isEmpty() && !isInstance(host, request)) {
                more = with(more, "host:" + host);
            }
        }
        return more;
    }

    /** Of {@code Forwarded} (RFC 7239) all but who the clients and the proxies are, if they are plain names: some look for {@code host=} anywhere. */
    private static String ofForwarded(String value) {
        StringBuilder kept = new StringBuilder();
        for (String pair : value.split("[;,]", -1)) {
            String lower = pair.trim().toLowerCase(Locale.ROOT);
            if (!NODE.matcher(lower).matches()) {
                kept.append(lower).append(';');
            }
        }
        return kept.chars().allMatch(c -> c == ';') ? "" : kept.toString();
    }

    private static boolean isInstance(String host, HttpServletRequest request) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return hasPort
                ? isThisMachine(host.substring(0, colon), request)
                        && host.substring(colon + 1).equals(Integer.toString(request.getLocalPort()))
                : isThisMachine(host, request);
    }

    private static boolean isThisMachine(String name, HttpServletRequest request) {
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("[::1]")
                || name.equals(request.getLocalAddr());
    }
}
