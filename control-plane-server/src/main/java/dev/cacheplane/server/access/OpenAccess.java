package dev.cacheplane.server.access;

import dev.cacheplane.service.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Everybody who can connect may do everything. But a page in a browser on this machine can connect too, once its own name resolves to
 * this machine (DNS rebinding): so the request must be for {@code localhost}, an IP address or a name that is known. A page that uses one
 * of these is of another origin: it cannot read our answers, and may change nothing, by whatever method.
 */
record OpenAccess(List<String> allowedHosts) implements Access {
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    @Override
    public void check(Facts request) {
        String host = request.host().toLowerCase(Locale.ROOT);
        if (!host.equals("localhost") && !IP_ADDRESS.matcher(host).matches() && !allowedHosts.contains(host)) {
            throw new ProblemException(
                    421, "Without tokens, requests must be for localhost, an IP address or one of ALLOWED_HOSTS");
        }
        if (request.fromForeignPage() && request.act() != Act.READ) {
            throw new ProblemException(403, "A page of another origin may not change anything here");
        }
    }

    @Override
    public String summary() {
        return "no tokens: everybody who can connect may change every policy";
    }
}
