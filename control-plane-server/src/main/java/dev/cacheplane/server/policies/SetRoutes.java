package dev.cacheplane.server.policies;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cacheplane.policy.AmbiguousPatternException;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.policy.json.Replacement;
import dev.cacheplane.service.problem.Fault;
import dev.cacheplane.service.problem.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /api/config} and {@code /api/config/{service}}: the services, and all that is set for one. */
final class SetRoutes {
    private static final String SERVICES = "/api/config";
    private static final String SERVICE = "/api/config/{service}";

    private final Policies policies;
    private final ChangeAnswers answers;

    SetRoutes(Policies policies, ChangeAnswers answers) {
        this.policies = policies;
        this.answers = answers;
    }

    void install(RoutesConfig routes) {
        routes.get(SERVICES, this::list).head(SERVICES, this::list);
        routes.get(SERVICE, this::read).head(SERVICE, this::read).put(SERVICE, this::replace);
    }

    private void list(Context ctx) throws IOException {
        ServiceUrl.refuseParameters(ctx);
        PolicyBook book = policies.current();
        Answers.read(ctx, book.revision(), json(book));
    }

    private void read(Context ctx) throws IOException {
        ServiceUrl.refuseParameters(ctx);
        ServiceName service = ServiceUrl.service(ctx);
        Preconditions.of(ctx).revisions().forEach(policies::heardOf);
        Snapshot snapshot = policies.snapshot(service);
        ctx.header("Repr-Digest", snapshot.reprDigest());
        Answers.read(ctx, snapshot.id().revision(), snapshot.json());
    }

    private void replace(Context ctx) {
        ServiceUrl.refuseParameters(ctx);
        ServiceName service = ServiceUrl.service(ctx);
        Preconditions preconditions = Preconditions.of(ctx);
        Replacement replacement = PolicyJson.readReplacement(ctx.bodyAsBytes());
        try {
            if (replacement.endpoints().size() > Policies.MOST_ENDPOINTS) { // before they are compared with each other
                throw SetTooLargeException.ofEndpoints(service, Policies.MOST_ENDPOINTS);
            }
            PolicySet set = policies.change(service, (before, next) -> {
                preconditions.permitChange(before.revision(), policies.current().knows(service));
                return before.replacedBy(replacement.defaults(), replacement.endpoints(), next);
            });
            answers.changed(ctx, set, policies.snapshot(set).json());
        } catch (AmbiguousPatternException | SetTooLargeException e) {
            throw new ProblemException(List.of(new Fault("/endpoints", String.valueOf(e.getMessage()))));
        }
    }

    private static byte[] json(PolicyBook book) {
        Revision revision = book.revision();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("epoch", revision.epoch()).put("revision", revision.number());
        ArrayNode services = json.putArray("services");
        book.services()
                .values()
                .forEach(set -> services.addObject()
                        .put("service", set.service().value())
                        .put("endpoints", set.endpoints().size())
                        .put("revision", set.revision().number()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
