package dev.cacheplane.products;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import io.javalin.Javalin;
import java.net.URI;

/** As much of a control plane as a service needs: it answers polls, and has no stream. */
final class PolicyServer implements AutoCloseable {
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.routes.get(
                        "/api/config/product-service",
                        context -> context.contentType("application/json").result(PolicyJson.writeSet(this.policies)));
            })
            .start("127.0.0.1", 0);
    private volatile PolicySet policies = PolicySet.empty(new ServiceName("product-service"), new Revision("test", 0));

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    void turnOn(String... endpoints) {
        turn(true, endpoints);
    }

    void turnOff(String... endpoints) {
        turn(false, endpoints);
    }

    private void turn(boolean on, String... endpoints) {
        for (String endpoint : endpoints) {
            policies = policies.withEndpoint(
                    EndpointId.of(endpoint),
                    PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, on),
                    policies.revision().next());
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
