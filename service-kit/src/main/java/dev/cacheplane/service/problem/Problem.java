package dev.cacheplane.service.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Problem details for HTTP (RFC 9457), of the type {@code about:blank}: the title is the status's own phrase.
 *
 * @param detail what was wrong and what is expected, for a person; never a secret and nothing of the server's inside
 * @param faults what is wrong with the body, all of it
 * @param instance names this one occurrence, and is found again in the log
 * @param error what failed in words that clients of an older API look for, as an extension member; null for none
 */
public record Problem(
        int status,
        String detail,
        List<Fault> faults,
        @Nullable UUID instance,
        @Nullable String error) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        faults = List.copyOf(faults);
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, detail, List.of(), null, null);
    }

    /** A 400 that lists every fault of a body. */
    public static Problem of(List<Fault> faults) {
        String detail = faults.size() == 1 ? "The body has a fault" : "The body has " + faults.size() + " faults";
        return new Problem(HttpStatus.BAD_REQUEST_400, detail, faults, null, null);
    }

    /** An error that the client can do nothing about. */
    public static Problem unexpected(UUID instance) {
        String detail = "Something went wrong here; the server's log says more under the name in 'instance'";
        return new Problem(HttpStatus.INTERNAL_SERVER_ERROR_500, detail, List.of(), instance, null);
    }

    /** The same problem with the extension member {@code error}. */
    public Problem withError(String error) {
        return new Problem(status, detail, faults, instance, error);
    }

    public String title() {
        return HttpStatus.getMessage(status);
    }

    /** The problem as {@value #MEDIA_TYPE}, in UTF-8. */
    public byte[] toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank")
                .put("title", title())
                .put("status", status)
                .put("detail", detail);
        if (error != null) {
            json.put("error", error);
        }
        if (instance != null) {
            json.put("instance", "urn:uuid:" + instance);
        }
        if (!faults.isEmpty()) {
            ArrayNode errors = json.putArray("errors");
            faults.forEach(
                    fault -> errors.addObject().put("pointer", fault.pointer()).put("detail", fault.detail()));
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
