package dev.cacheplane.sdk.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import dev.cacheplane.sdk.http.internal.rfc9111.Answer;
import dev.cacheplane.sdk.http.internal.rfc9111.Multipart;
import dev.cacheplane.sdk.http.internal.rfc9111.Preconditions;
import dev.cacheplane.sdk.http.internal.rfc9111.Ranging;
import dev.cacheplane.sdk.http.internal.rfc9111.RequestHead;
import dev.cacheplane.sdk.http.internal.rfc9111.StoredResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes answers out of the cache: the whole stored response, the part that the client wants, or the news that it has it. */
final class Answers {
    static final String CACHE_STATUS = "Cache-Status";

    private static final String[] CONDITIONAL = {"if-none-match", "if-modified-since", "range"};

    private final Set<String> hidden;

    /** @param hidden names of fields, in lower case, that clients do not see */
    Answers(Set<String> hidden) {
        this.hidden = hidden;
    }

    /**
     * Writes one.
     *
     * @param age what {@code Age} has to say
     * @param status what {@code Cache-Status} has to say
     */
    void send(HttpServletResponse to, RequestHead request, Kept kept, Duration age, String status) throws IOException {
        to.addHeader(CACHE_STATUS, status);
        if (isConditional(request)) {
            sendWhatIsWanted(to, request, kept, age);
            return;
        }
        if (to.getStatus() != kept.response().status()) {
            to.setStatus(kept.response().status());
        }
        kept.header().writeTo(to, hidden);
        to.setHeader("Age", Long.toString(Math.max(0, age.toSeconds())));
        if (mayHaveContent(kept.response().status())) {
            to.setContentLength(kept.body().length);
            if (!request.method().equals("HEAD")) {
                to.getOutputStream().write(kept.body());
            }
        }
    }

    private static boolean isConditional(FieldSource request) {
        for (String name : CONDITIONAL) {
            if (request.has(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHaveContent(int status) {
        return status != 204 && status != 304;
    }

    private void sendWhatIsWanted(HttpServletResponse to, RequestHead request, Kept kept, Duration age)
            throws IOException {
        StoredResponse stored = kept.response();
        byte[] body = kept.body();
        if (Preconditions.of(request, stored) == Preconditions.NOT_MODIFIED) {
            head(to, Answer.notModified(stored, age));
            return;
        }
        Ranging ranging = Ranging.of(request, stored, body.length);
        if (ranging instanceof Ranging.Unsatisfiable none) {
            head(to, Answer.unsatisfiable(none));
            to.setContentLength(0);
        } else if (ranging instanceof Ranging.Parts parts) {
            parts(to, kept, parts, age);
        } else {
            head(to, Answer.whole(stored, age));
            if (mayHaveContent(stored.status())) {
                to.setContentLength(body.length);
                if (!request.method().equals("HEAD")) {
                    to.getOutputStream().write(body);
                }
            }
        }
    }

    private void parts(HttpServletResponse to, Kept kept, Ranging.Parts ranging, Duration age) throws IOException {
        byte[] body = kept.body();
        List<Ranging.Part> parts = ranging.parts();
        if (parts.size() == 1) {
            head(to, Answer.part(kept.response(), parts.get(0), body.length, age));
            write(to.getOutputStream(), body, parts.get(0));
            return;
        }
        String boundary = UUID.randomUUID().toString().replace("-", "");
        Multipart multipart = Multipart.of(kept.response(), ranging, body.length, boundary);
        head(to, Answer.parts(kept.response(), multipart, age));
        ServletOutputStream out = to.getOutputStream();
        for (Ranging.Part part : parts) {
            out.write(multipart.head(part).getBytes(ISO_8859_1));
            write(out, body, part);
        }
        out.write(multipart.end().getBytes(ISO_8859_1));
    }

    private static void write(ServletOutputStream out, byte[] body, Ranging.Part part) throws IOException {
        out.write(body, Math.toIntExact(part.first()), Math.toIntExact(part.length()));
    }

    private void head(HttpServletResponse to, Answer answer) {
        to.setStatus(answer.status());
        HeaderBlock.of(answer.fields()).writeTo(to, hidden);
    }
}
