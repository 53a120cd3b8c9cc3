package dev.cacheplane.server.access;

import dev.cacheplane.service.Environment;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as the environment says.
 *
 * @param adminToken may do everything; null for no such token
 * @param sdkToken may read and report; null for no such token
 * @param allowedHosts names besides {@code localhost} that requests may be for while there are no tokens, in lower case
 */
public record AccessConfig(
        @Nullable Secret adminToken, @Nullable Secret sdkToken, List<String> allowedHosts) {
    private static final int SHORTEST_TOKEN = 16;
    /** What can be shown as a bearer token: RFC 6750, section 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private static final String ADMIN_TOKEN = "ADMIN_TOKEN";
    private static final String SDK_TOKEN = "SDK_TOKEN";
    private static final String ALLOW_NO_TOKENS = "ALLOW_NO_TOKENS";
    private static final String ALLOWED_HOSTS = "ALLOWED_HOSTS";
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    /** Copies the list. */
    public AccessConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Reads it, and notes as problems what would be open to others by accident. */
    public static AccessConfig from(Environment environment, ListenAddress address) {
        Optional<Secret> adminToken = token(environment, ADMIN_TOKEN);
        Optional<Secret> sdkToken = token(environment, SDK_TOKEN);
        if (adminToken.isPresent() && adminToken.equals(sdkToken)) {
            environment.problem(SDK_TOKEN, "must not be the same as " + ADMIN_TOKEN);
        }
        boolean allowNoTokens = environment.flag(ALLOW_NO_TOKENS, false);
        if (adminToken.isEmpty() && sdkToken.isEmpty() && !allowNoTokens && !address.isLoopback()) {
            environment.problem(
                    "HOST",
                    "whoever reaches " + address.host().getHostAddress() + " could change every policy: set "
                            + ADMIN_TOKEN + " and " + SDK_TOKEN + ", or " + ALLOW_NO_TOKENS + "=true");
        }
        return new AccessConfig(adminToken.orElse(null), sdkToken.orElse(null), allowedHosts(environment));
    }

    /** The rules that follow. */
    public Access access() {
        return adminToken == null && sdkToken == null
                ? new OpenAccess(allowedHosts)
                : new TokenAccess(adminToken, sdkToken);
    }

    private static Optional<Secret> token(Environment environment, String name) {
        Optional<Secret> token = environment.secret(name);
        if (token.isPresent() && token.get().value().length() < SHORTEST_TOKEN) {
            environment.problem(name, "must have at least " + SHORTEST_TOKEN + " characters");
        } else if (token.isPresent() && !TOKEN.matcher(token.get().value()).matches()) {
            environment.problem(name, "must be of letters, digits and -._~+/, perhaps with = at its end");
        }
        return token;
    }

    private static List<String> allowedHosts(Environment environment) {
        List<String> hosts = environment.list(ALLOWED_HOSTS);
        for (String host : hosts) {
            if (!HOST_NAME.matcher(host).matches()) {
                environment.problem(
                        ALLOWED_HOSTS, "must be names of hosts between commas, without ports; not '" + host + "'");
            }
        }
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }
}
