package dev.cacheplane.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.http.internal.servlet.RawAnswer;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Responses that come before the final one, with a status of 1xx: they pass, and change nothing about it, on every container. */
public abstract class InterimContract extends OnContainer {
    private static final String A = Container.PATH + "/a";

    protected InterimContract(Container.Starter starter) {
        super(starter);
    }

    /** Servlets have no call for it yet. On Jetty it is this error, on Tomcat a method of its own. */
    private static void sendEarlyHints(HttpServletResponse response) throws IOException {
        ServletResponse containers = response;
        while (containers instanceof ServletResponseWrapper wrapper) {
            containers = wrapper.getResponse();
        }
        List<Method> own = Stream.of(containers.getClass().getMethods())
                .filter(method -> method.getName().equals("sendEarlyHints"))
                .toList();
        if (own.isEmpty()) {
            response.sendError(103);
            return;
        }
        try {
            own.get(0).invoke(containers);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> comparable(RawAnswer answer) {
        return answer.head().stream()
                .filter(line -> !line.matches("(?is)(date|cache-status):.*"))
                .toList();
    }

    @Test
    void earlyHintsPassAndTheFinalResponseIsStored() throws IOException {
        App.Handler hinting = (request, response) -> {
            response.setHeader("Link", "</style.css>; rel=preload");
            sendEarlyHints(response);
            response.setHeader("X-Own", "final");
            response.getOutputStream().print("run " + runs());
        };
        serveWithout(hinting);
        RawAnswer without = client().raw("GET", A);
        serve(Shop.ON, hinting);

        RawAnswer with = client().raw("GET", A);

        assertThat(with.head()).contains("Cache-Status: shop; fwd=uri-miss; fwd-status=200; stored");
        assertThat(with.raw()).startsWith("HTTP/1.1 103").containsOnlyOnce("Cache-Status");
        assertThat(comparable(with)).isEqualTo(comparable(without));
        assertThat(with.body()).isEqualTo(without.body());
        HttpResponse<String> hit = client().get(A);
        assertThat(hit.statusCode()).isEqualTo(200);
        assertThat(hit.body()).isEqualTo("run 1");
        assertThat(hit.headers().allValues("Link")).containsExactly("</style.css>; rel=preload");
        assertThat(hit.headers().firstValue("X-Own")).hasValue("final");
        assertThat(runs()).hasValue(1);
    }

    @Test
    void whoAsksWhetherToSendItsBodyIsTold() throws IOException {
        App.Handler reading = (request, response) -> {
            String said = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            response.getOutputStream().print("said " + said);
        };
        serveWithout(reading);
        RawAnswer without = client().rawWhenToldTo(A, "yes");
        serve(Shop.ON, reading);

        RawAnswer with = client().rawWhenToldTo(A, "yes");

        assertThat(with.raw()).startsWith("HTTP/1.1 100");
        assertThat(comparable(with)).isEqualTo(comparable(without));
        assertThat(new String(with.body(), StandardCharsets.ISO_8859_1)).isEqualTo("said yes");
    }
}
