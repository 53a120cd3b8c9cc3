package dev.cacheplane.containers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.containers.CachingContract;
import dev.cacheplane.containers.Client;
import dev.cacheplane.containers.Container;
import dev.cacheplane.containers.InterimContract;
import dev.cacheplane.containers.LeavingContract;
import dev.cacheplane.containers.PassingContract;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** Spring Boot, with the configuration that the guide shows. */
class SpringTest {
    private record Started(ConfigurableApplicationContext context) implements Container {
        @Override
        public int port() {
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Configuration
    @EnableAutoConfiguration
    static class Bare {}

    private static Container start(Filter filter, HttpServlet servlet) {
        return new Started(new SpringApplicationBuilder(Bare.class)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean("cacheFilter", FilterRegistrationBean.class, () -> registration(filter));
                    beans.registerBean(
                            "app",
                            ServletRegistrationBean.class,
                            () -> new ServletRegistrationBean<>(servlet, Container.PATH + "/*"));
                })
                .run());
    }

    private static FilterRegistrationBean<Filter> registration(Filter filter) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        registration.setOrder(0);
        return registration;
    }

    @Nested
    class Caches extends CachingContract {
        Caches() {
            super(SpringTest::start);
        }
    }

    @Nested
    class Passes extends PassingContract {
        Passes() {
            super(SpringTest::start);
        }
    }

    @Nested
    class HearsOfThoseWhoLeave extends LeavingContract {
        HearsOfThoseWhoLeave() {
            super(SpringTest::start);
        }
    }

    @Nested
    class PassesWhatIsNotFinal extends InterimContract {
        PassesWhatIsNotFinal() {
            super(SpringTest::start);
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Mvc {
        private Started app = new Started(new org.springframework.context.support.GenericApplicationContext());
        private Client client = new Client(0);

        @BeforeAll
        void start() {
            app = new Started(new SpringApplicationBuilder(ShopConfiguration.class).run());
            client = new Client(app.port());
        }

        @AfterAll
        void stop() {
            app.close();
        }

        @BeforeEach
        void forget() {
            ShopController.RUNS.set(0);
        }

        @Test
        void aControllersResponseIsStoredAndItsEntityTagAnswered() {
            assertThat(client.get("/products/7").body()).isEqualTo("{\"run\":1}");
            HttpResponse<String> hit = client.get("/products/7");
            assertThat(hit.body()).isEqualTo("{\"run\":1}");
            assertThat(Client.status(hit)).startsWith("shop; hit; ttl=");
            assertThat(hit.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(client.get("/products/7", "If-None-Match", "\"7\"").statusCode())
                    .isEqualTo(304);
            assertThat(client.send("HEAD", "/products/7").headers().firstValue("Content-Length"))
                    .hasValue("9");
            assertThat(ShopController.RUNS).hasValue(1);

            client.send("PUT", "/products/7");

            assertThat(client.get("/products/7").body()).isEqualTo("{\"run\":2}");
        }

        @Test
        void aDeferredResultIsStored() {
            assertStored("/deferred", "run 1");
        }

        @Test
        void aStreamedBodyIsStored() {
            assertStored("/streamed", "run 1, whole");
        }

        private void assertStored(String target, String body) {
            HttpResponse<String> first = client.get(target);
            assertThat(first.body()).isEqualTo(body);
            assertThat(Client.status(first)).isEqualTo("shop; fwd=uri-miss; fwd-status=200; stored");
            HttpResponse<String> second = client.get(target);
            assertThat(second.body()).isEqualTo(body);
            assertThat(Client.status(second)).startsWith("shop; hit;");
        }

        @Test
        void anEventArrivesWhileTheStreamGoesOn() throws IOException {
            ShopController.goOn = new CountDownLatch(1);
            try (Socket socket = client.open("GET", "/events");
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                readUntil(lines, "first");
                ShopController.goOn.countDown();
                readUntil(lines, "second");
            }
        }

        private void readUntil(BufferedReader lines, String wanted) throws IOException {
            String line = lines.readLine();
            while (line != null && !line.contains(wanted)) {
                line = lines.readLine();
            }
            assertThat(line).contains(wanted);
        }

        @Test
        void anExceptionGetsSpringsErrorPageWhichIsNotStored() {
            for (int run = 1; run <= 2; run++) {
                HttpResponse<String> broken = client.get("/broken");
                assertThat(broken.statusCode()).isEqualTo(500);
                assertThat(broken.body()).contains("\"error\":\"Internal Server Error\"", "\"path\":\"/broken\"");
                assertThat(ShopController.RUNS).hasValue(run);
            }
        }

        @Test
        void soDoesAnErrorThatIsSent() {
            HttpResponse<String> gone = client.get("/sold-out");
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.body()).contains("\"status\":410", "\"path\":\"/sold-out\"");
            assertThat(client.get("/nowhere").statusCode()).isEqualTo(404);
        }

        @Test
        void theGuideShowsTheConfigurationThatRunsHere() throws IOException {
            Path root = Path.of("..", "..");
            String source = Files.readString(
                    root.resolve(
                            "container-tests/spring-boot-3/src/test/java/dev/cacheplane/containers/spring/CacheConfiguration.java"));
            String guide = Files.readString(root.resolve("docs/spring.md"));

            assertThat(guide).contains(source.substring(source.indexOf("@Configuration")));
        }
    }
}
