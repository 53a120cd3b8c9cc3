package dev.cacheplane.server.access;

import dev.cacheplane.service.Secret;
import dev.cacheplane.service.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nobody may do anything without a bearer token (RFC 6750): {@code ADMIN_TOKEN} for everything, {@code SDK_TOKEN} to read and to report. */
final class TokenAccess implements Access {
    private final Optional<Secret> admin;
    private final Optional<Secret> sdk;

    TokenAccess(@Nullable Secret admin, @Nullable Secret sdk) {
        this.admin = Optional.ofNullable(admin);
        this.sdk = Optional.ofNullable(sdk);
    }

    @Override
    public void check(Facts request) {
        String authorization = request.authorization();
        if (authorization == null) {
            throw new ProblemException(401, "A token is needed: Authorization: Bearer …");
        }
        if (admin.filter(token -> token.isShownBy(authorization)).isPresent()) {
            return;
        }
        if (sdk.filter(token -> token.isShownBy(authorization)).isEmpty()) {
            throw new ProblemException(401, "The token is not known here");
        }
        if (request.act() == Act.CHANGE) {
            throw new ProblemException(403, "This token may read and report; changes need ADMIN_TOKEN");
        }
    }

    @Override
    public String summary() {
        return (admin.isPresent() ? "ADMIN_TOKEN may do everything" : "without ADMIN_TOKEN nobody may change anything")
                + (sdk.isPresent() ? ", SDK_TOKEN may read and report" : "");
    }
}
