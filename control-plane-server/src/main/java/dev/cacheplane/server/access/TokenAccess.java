package dev.cacheplane.server.access;

import dev.cacheplane.service.Secret;
import dev.cacheplane.service.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Nobody may do anything without a bearer token (RFC 6750): {@code ADMIN_TOKEN} for everything, {@code SDK_TOKEN} to read and to report. */
final class TokenAccess implements Access {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+) *");

    private final Optional<Token> admin;
    private final Optional<Token> sdk;

    TokenAccess(@Nullable Secret admin, @Nullable Secret sdk) {
        this.admin = Optional.ofNullable(admin).map(Token::new);
        this.sdk = Optional.ofNullable(sdk).map(Token::new);
    }

    @Override
    public void check(Facts request) {
        if (request.authorization() == null) {
            throw new ProblemException(401, "A token is needed: Authorization: Bearer …");
        }
        Matcher bearer = BEARER.matcher(request.authorization());
        String token = bearer.matches() ? bearer.group(1) : "";
        if (admin.filter(known -> known.is(token)).isPresent()) {
            return;
        }
        if (sdk.filter(known -> known.is(token)).isEmpty()) {
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
