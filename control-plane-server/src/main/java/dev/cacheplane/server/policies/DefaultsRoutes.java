package dev.cacheplane.server.policies;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/** {@code /api/defaults} and {@code /api/defaults/{service}}: what endpoints inherit from these two levels. */
final class DefaultsRoutes {
    private static final String GLOBAL = "/api/defaults";
    private static final String SERVICE = "/api/defaults/{service}";

    private final Policies policies;
    private final ChangeAnswers answers;

    DefaultsRoutes(Policies policies, ChangeAnswers answers) {
        this.policies = policies;
        this.answers = answers;
    }

    void install(RoutesConfig routes) {
        routes.get(GLOBAL, this::readGlobal).head(GLOBAL, this::readGlobal).patch(GLOBAL, this::patchGlobal);
        routes.get(SERVICE, this::readService).head(SERVICE, this::readService).patch(SERVICE, this::patchService);
    }

    private void readGlobal(Context ctx) throws IOException {
        ServiceUrl.refuseParameters(ctx);
        PolicyBook book = policies.current();
        Answers.read(
                ctx,
                book.globalRevision(),
                PolicyJson.writeSettings(book.global().settings()));
    }

    private void patchGlobal(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        Preconditions preconditions = Preconditions.of(ctx);
        byte[] body = ctx.bodyAsBytes();
        PolicyBook book = policies.changeGlobalDefaults(before -> {
            preconditions.permitChange(policies.current().globalRevision(), true);
            return PolicyJson.mergePatch(before, body);
        });
        Answers.changed(
                ctx,
                book.globalRevision(),
                PolicyJson.writeSettings(book.global().settings()));
    }

    private void readService(Context ctx) throws IOException {
        ServiceUrl.refuseParameters(ctx);
        PolicySet set = policies.current().set(ServiceUrl.service(ctx));
        Answers.read(ctx, set.revision(), json(set));
    }

    private void patchService(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        ServiceName service = ServiceUrl.service(ctx);
        Preconditions preconditions = Preconditions.of(ctx);
        byte[] body = ctx.bodyAsBytes();
        PolicySet set = policies.change(service, (before, next) -> {
            preconditions.permitChange(
                    before.revision(), !before.serviceDefaults().settings().isEmpty());
            return before.withServiceDefaults(
                    PolicyJson.mergePatch(before.serviceDefaults().settings(), body), next);
        });
        answers.changed(ctx, set, json(set));
    }

    private static byte[] json(PolicySet set) {
        return PolicyJson.writeSettings(set.serviceDefaults().settings());
    }
}
