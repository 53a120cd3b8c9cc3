package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.Fields;
import dev.cacheplane.sdk.http.internal.fields.Forward;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The decisions carried out as plainly as can be: what the filter will do, without servlets, threads and Redis. */
final class InMemoryCache {
    private static final int MOST_VARIANTS = 8;

    private final SharedCache cache;
    private final Handler handler;
    private final Map<URI, List<Held>> entries = new HashMap<>();

    /** What is behind the cache. */
    @FunctionalInterface
    interface Handler {
        Reply answer(RequestHead request, URI target) throws IOException;
    }

    record Reply(int status, Fields fields, String body) {}

    private record Held(Made variant, StoredResponse response, String body, Instant since) {
        Duration resident(Instant now) {
            return Duration.between(since, now);
        }
    }

    InMemoryCache(SharedCache cache, Handler handler) {
        this.cache = cache;
        this.handler = handler;
    }

    Reply answer(RequestHead request, URI target, Instant now) throws IOException {
        if (!cache.answers(request.method())) {
            Reply reply = handler.answer(request, target);
            if (Invalidation.isDue(request.method(), reply.status())) {
                entries.remove(target);
                Invalidation.named(target, reply.fields()).forEach(entries::remove);
            }
            return reply;
        }
        List<Held> held = entries.getOrDefault(target, List.of());
        Optional<Held> chosen = chosen(held, request);
        Reuse reuse = chosen.map(one -> Reuse.of(cache, request, one.response, one.resident(now)))
                .orElseGet(() -> Reuse.ofNothing(request, held.isEmpty() ? Forward.URI_MISS : Forward.VARY_MISS));
        if (reuse instanceof Reuse.Serve serve) {
            Reply reply = answer(request, chosen.orElseThrow(), serve.age());
            if (serve.refresh()) {
                ask(new RequestHead("GET", request.fields()), target, chosen, List.of(chosen.orElseThrow()), now);
            }
            return reply;
        }
        if (reuse instanceof Reuse.Refuse) {
            return new Reply(504, Fields.NONE, "");
        }
        boolean validate = !(reuse instanceof Reuse.Ask ask) || ask.validate() || chosen.isEmpty();
        return ask(request, target, chosen, validate ? chosen.map(List::of).orElse(held) : List.of(), now);
    }

    private Optional<Held> chosen(List<Held> held, RequestHead request) {
        Variants variants = new Variants(held.stream().map(Held::variant).toList());
        return variants.choose(request)
                .flatMap(variant ->
                        held.stream().filter(one -> one.variant.equals(variant)).findFirst());
    }

    private Reply ask(RequestHead request, URI target, Optional<Held> chosen, List<Held> validated, Instant now)
            throws IOException {
        Validation validation = request.method().equals("GET")
                ? Validation.of(request, validated.stream().map(Held::response).toList())
                : Validation.of(request, List.of());
        Reply reply;
        try {
            reply = handler.answer(with(request, validation), target);
        } catch (IOException e) {
            if (spares(request, chosen, now)) {
                return answer(
                        request,
                        chosen.orElseThrow(),
                        chosen.orElseThrow().response.age(chosen.orElseThrow().resident(now)));
            }
            throw e;
        }
        if (AfterFailure.isFailure(reply.status()) && spares(request, chosen, now)) {
            return answer(
                    request,
                    chosen.orElseThrow(),
                    chosen.orElseThrow().response.age(chosen.orElseThrow().resident(now)));
        }
        ResponseHead head = new ResponseHead(reply.status(), reply.fields(), now, Duration.ZERO);
        if (request.method().equals("HEAD")) {
            chosen.ifPresent(one -> learn(request, target, one, head, now));
            return reply;
        }
        if (reply.status() == 304 && !validation.preconditions().lines().isEmpty()) {
            return renewed(request, target, validated, validation, reply, now);
        }
        Storing storing = Storing.of(cache, request, head);
        if (storing instanceof Storing.Store store
                && Storing.whenComplete(cache, store.response(), reply.body().length())
                        .isEmpty()) {
            Held added = hold(request, target, store.response(), reply.body(), now);
            return answer(request, added, added.response.age(Duration.ZERO), reply);
        }
        return reply;
    }

    private boolean spares(RequestHead request, Optional<Held> chosen, Instant now) {
        return chosen.isPresent()
                && AfterFailure.of(
                                cache,
                                request,
                                chosen.get().response,
                                chosen.get().resident(now))
                        == AfterFailure.SERVE_STALE;
    }

    private Reply renewed(
            RequestHead request, URI target, List<Held> validated, Validation asked, Reply reply, Instant now)
            throws IOException {
        ResponseHead head = new ResponseHead(reply.status(), reply.fields(), now, Duration.ZERO);
        List<StoredResponse> about =
                Freshening.identify(validated.stream().map(Held::response).toList(), asked, head);
        if (about.isEmpty()) {
            boolean forClient = request.has("if-none-match");
            return forClient ? reply : ask(request, target, Optional.empty(), List.of(), now);
        }
        Held one = validated.stream()
                .filter(held -> about.contains(held.response))
                .findFirst()
                .orElseThrow();
        ResponseHead renewed = Freshening.renewed(one.response, head);
        if (Storing.of(cache, request, renewed) instanceof Storing.Store store) {
            return answer(
                    request,
                    hold(request, target, store.response(), one.body, now),
                    store.response().age(Duration.ZERO));
        }
        entries.remove(target);
        return new Reply(renewed.status(), renewed.fields(), one.body);
    }

    private void learn(RequestHead request, URI target, Held one, ResponseHead head, Instant now) {
        HeadUpdate update = HeadUpdate.of(one.response, head, one.body.length());
        if (update == HeadUpdate.RENEW
                && Storing.of(cache, new RequestHead("GET", request.fields()), Freshening.renewed(one.response, head))
                        instanceof Storing.Store store) {
            hold(request, target, store.response(), one.body, now);
        } else if (update != HeadUpdate.NONE) {
            entries.remove(target);
        }
    }

    private Held hold(RequestHead request, URI target, StoredResponse response, String body, Instant now) {
        Held added = new Held(Made.of(response, request), response, body, now);
        List<Held> held = entries.getOrDefault(target, List.of());
        Variants variants = new Variants(held.stream().map(Held::variant).toList()).with(added.variant, MOST_VARIANTS);
        entries.put(
                target,
                Stream.concat(held.stream().filter(one -> !one.variant.equals(added.variant)), Stream.of(added))
                        .filter(one -> variants.all().stream().anyMatch(one.variant::equals))
                        .toList());
        return added;
    }

    private static RequestHead with(RequestHead request, Validation validation) {
        Fields own = request.fields() instanceof Fields fields ? fields : Fields.NONE;
        return new RequestHead(
                request.method(), own.without(validation.withheld()).replacedBy(validation.preconditions()));
    }

    private static Reply answer(RequestHead request, Held held, Duration age) {
        return answer(request, held, age, null);
    }

    /** @param fresh what the handler has just said, which goes to the client as it is unless the client wants less */
    private static Reply answer(RequestHead request, Held held, Duration age, @Nullable Reply fresh) {
        String body = request.method().equals("HEAD") ? "" : held.body;
        int length = held.body.length();
        if (Preconditions.of(request, held.response) == Preconditions.NOT_MODIFIED) {
            return reply(Answer.notModified(held.response, age), "");
        }
        Ranging ranging = Ranging.of(request, held.response, length);
        if (ranging instanceof Ranging.Unsatisfiable none) {
            return reply(Answer.unsatisfiable(none), "");
        }
        if (ranging instanceof Ranging.Parts parts && parts.parts().size() == 1) {
            Ranging.Part part = parts.parts().get(0);
            return reply(
                    Answer.part(held.response, part, length, age),
                    body.substring((int) part.first(), (int) part.last() + 1));
        }
        return fresh == null ? reply(Answer.whole(held.response, age), body) : fresh;
    }

    private static Reply reply(Answer answer, String body) {
        return new Reply(answer.status(), answer.fields(), body);
    }
}
