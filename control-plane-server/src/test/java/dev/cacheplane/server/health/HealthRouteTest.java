package dev.cacheplane.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.server.database.Database;
import dev.cacheplane.server.policies.Policies;
import dev.cacheplane.server.policies.PolicyStore;
import dev.cacheplane.service.ListenAddress;
import dev.cacheplane.service.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthRouteTest {
    @TempDir
    private Path directory;

    @Test
    void theServerIsUpAsLongAsItsStoreAnswers() throws Exception {
        Database database = Database.open(directory);
        Policies policies = new Policies(new PolicyStore(database.jdbi()));
        HealthRoute health = new HealthRoute(policies::storedRevision);
        try (WebServer server = WebServer.start(ListenAddress.loopback(0), config -> health.install(config.routes))) {
            assertThat(ask(server).statusCode()).isEqualTo(200);

            database.close();

            HttpResponse<String> down = ask(server);
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    private static HttpResponse<String> ask(WebServer server) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/health");
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
