package dev.cacheplane.server.policies;

import dev.cacheplane.policy.EffectivePolicy;
import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyLayer;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** {@code /api/config/{service}/{endpoint…}}: the policy of one endpoint. */
final class EndpointRoutes {
    private static final String HEAD = "HEAD";
    // With nothing behind the slash it is the endpoint "/".
    private static final List<String> PATHS = List.of("/api/config/{service}/", "/api/config/{service}/<endpoint>");

    private final Policies policies;
    private final ChangeAnswers answers;

    EndpointRoutes(Policies policies, ChangeAnswers answers) {
        this.policies = policies;
        this.answers = answers;
    }

    void install(RoutesConfig routes) {
        for (String path : PATHS) {
            routes.get(path, this::read)
                    .head(path, this::read)
                    .put(path, this::replace)
                    .patch(path, this::patch)
                    .delete(path, this::delete);
        }
    }

    /** A path resolves as a request for it would, a GET if the URL names no method; a pattern with wildcards is that endpoint alone. */
    private void read(Context ctx) throws IOException {
        Address address = Address.of(ctx);
        PolicySet set = policies.current().set(address.service());
        EndpointId id = address.id();
        String method = Optional.ofNullable(id.method())
                .filter(named -> !named.equals(HEAD)) // which follows GET
                .orElse("GET");
        EffectivePolicy effective =
                id.pattern().hasWildcards() ? set.effective(id) : set.resolve(method, address.path());
        Answers.read(ctx, set.revision(), json(set, id, effective));
    }

    private void replace(Context ctx) {
        byte[] body = ctx.bodyAsBytes();
        write(ctx, before -> PolicyJson.readSettings(body));
    }

    private void patch(Context ctx) {
        byte[] body = ctx.bodyAsBytes();
        write(ctx, before -> PolicyJson.mergePatch(before, body));
    }

    private void write(Context ctx, UnaryOperator<PolicySettings> change) {
        Address address = Address.of(ctx);
        EndpointId id = address.id();
        if (HEAD.equals(id.method())) {
            throw new ProblemException(400, "HEAD follows the policy of GET: use ?method=GET");
        }
        Preconditions preconditions = Preconditions.of(ctx);
        AtomicBoolean isNew = new AtomicBoolean();
        PolicySet set = policies.change(address.service(), (before, next) -> {
            PolicyLayer layer = before.endpoints().get(id);
            isNew.set(layer == null);
            preconditions.permitChange(before.revision(), layer != null);
            return before.withEndpoint(id, change.apply(layer == null ? PolicySettings.EMPTY : layer.settings()), next);
        });
        ctx.status(isNew.get() ? 201 : 200);
        answers.changed(ctx, set, json(set, id, set.effective(id)));
    }

    private void delete(Context ctx) {
        Address address = Address.of(ctx);
        EndpointId id = address.id();
        Preconditions preconditions = Preconditions.of(ctx);
        PolicySet set = policies.change(address.service(), (before, next) -> {
            boolean exists = before.endpoints().containsKey(id);
            preconditions.permitChange(before.revision(), exists);
            if (!exists) {
                throw new ProblemException(404, "Nothing is set for " + id + " of " + address.service());
            }
            return before.withoutEndpoint(id, next);
        });
        answers.deleted(ctx, set);
    }

    private static byte[] json(PolicySet set, EndpointId id, EffectivePolicy effective) {
        return PolicyJson.writeEffective(set.service(), id.pattern().toString(), effective, set.revision());
    }
}
