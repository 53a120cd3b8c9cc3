package dev.cacheplane.sdk.http;

import dev.cacheplane.policy.KeyRecipe;
import dev.cacheplane.policy.KeyRecipe.Query;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A service behind the filter, in memory, and somebody with a socket. docs/security.md lists what is tried. */
abstract class Attacks {
    static final PolicySettings ON = Served.ON;
    static final PolicySettings SHARED = ON.with(PolicyField.KEY, new KeyRecipe(Query.ALL, List.of(), List.of(), true));

    Served served = Served.inMemory((request, response) -> {});
    Attacker attacker = new Attacker(served);

    @AfterEach
    final void end() {
        served.close();
    }

    final void serve(PolicySettings policy, Served.Handler handler) {
        serve(Served.inMemory(handler), policy);
    }

    final void serve(Served other, PolicySettings policy) {
        served.close();
        served = other.set("/**", policy);
        attacker = new Attacker(served);
    }

    /** Says all that it was asked, and how often it has been asked. */
    final void mirror(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder said = new StringBuilder("run " + served.runs + " " + request.getMethod() + " ")
                .append(request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort())
                .append(request.getRequestURI() + "?" + request.getQueryString());
        for (String name : Collections.list(request.getHeaderNames())) {
            said.append("\n").append(name).append(": ").append(Collections.list(request.getHeaders(name)));
        }
        response.getOutputStream().print(said.toString());
    }
}
