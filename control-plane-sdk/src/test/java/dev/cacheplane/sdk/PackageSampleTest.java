package dev.cacheplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.sdk.policy.PretendControlPlane;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles what the package's documentation shows, and runs it. */
public class PackageSampleTest {
    /** For machines that are busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final PolicySet ON = PolicySet.empty(new ServiceName("product-service"), Revision.NONE)
            .withEndpoint(
                    EndpointId.of("/products"),
                    PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true),
                    new Revision("e", 1));

    private static final String AROUND = """
            import dev.cacheplane.sdk.*;
            import dev.cacheplane.sdk.cache.*;
            import dev.cacheplane.sdk.http.*;
            import dev.cacheplane.sdk.store.*;
            import io.javalin.Javalin;
            import jakarta.servlet.DispatcherType;
            import java.net.URI;
            import java.util.*;
            import java.util.function.BiConsumer;
            import org.eclipse.jetty.ee10.servlet.FilterHolder;

            public final class Sample {
                public static void run(PackageSampleTest.Catalog catalog, BiConsumer<Javalin, ControlPlane> started) {
                    %s
                    started.accept(web, controlPlane);
                }
            }
            """.replace("PackageSampleTest", PackageSampleTest.class.getCanonicalName());

    private final HttpClient http = HttpClient.newHttpClient();

    /** What the sample's database stands for. */
    public static final class Catalog {
        private final List<String> names = new CopyOnWriteArrayList<>(List.of("Laptop"));

        /** All names. */
        public List<String> all() {
            return List.copyOf(names);
        }

        /** Adds a name; returns that it has. */
        public boolean add(String name) {
            return names.add(name);
        }
    }

    @Test
    void theCodeInTheDocumentationCaches(@TempDir Path directory) throws Exception {
        try (RedisServer redis = RedisServer.start();
                PretendControlPlane controlPlane = new PretendControlPlane()) {
            controlPlane.serve(ON);
            String code = sample().replace(
                            "http://localhost:8000", controlPlane.uri().toString())
                    .replace("redis://localhost:6379", redis.uri().toString())
                    .replace("3000", "0");
            run(compile(AROUND.formatted(code), directory), (web, sdk) -> {
                try (sdk) {
                    assertCaches(web.port());
                } finally {
                    web.stop();
                }
            });
        }
    }

    private void assertCaches(int port) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(send(port, "GET", "/products"))
                        .isEqualTo("{\"value\":[\"Laptop\"],\"cached\":true}"));

        send(port, "PUT", "/products/Mouse");

        assertThat(send(port, "GET", "/products")).isEqualTo("{\"value\":[\"Laptop\",\"Mouse\"],\"cached\":false}");
        assertThat(send(port, "GET", "/products")).isEqualTo("{\"value\":[\"Laptop\",\"Mouse\"],\"cached\":true}");
    }

    private static String sample() throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/cacheplane/sdk/package-info.java"));
        int begin = source.indexOf("<pre>{@code") + "<pre>{@code".length();
        return source.substring(begin, source.indexOf("}</pre>"))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));
    }

    private static Path compile(String source, Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("Sample.java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        "-proc:none",
                        file.toString());
        assertThat(result).as("compiles: %s", source).isZero();
        return directory;
    }

    private static void run(Path classes, BiConsumer<Javalin, ControlPlane> started) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new java.net.URL[] {classes.toUri().toURL()}, PackageSampleTest.class.getClassLoader())) {
            loader.loadClass("Sample")
                    .getMethod("run", Catalog.class, BiConsumer.class)
                    .invoke(null, new Catalog(), started);
        }
    }

    private String send(int port, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
