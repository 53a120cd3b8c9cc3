package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An application that does what a seed says, the path's last part, and writes down all that it is answered on the way. The
 * traces can be asked for afterwards, under the name that the request's {@code X-Run} gives.
 */
public final class RandomServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final List<Flow> FLOWS = List.of(Flow.values());
    private static final String FROM = "random.from";

    private final transient Map<String, Trace> traces = new ConcurrentHashMap<>();
    private final transient Set<String> called = ConcurrentHashMap.newKeySet();

    /** How the calls of one request are spread. */
    enum Flow {
        PLAIN,
        THROWS,
        FORWARD,
        INCLUDE,
        ASYNC,
        ASYNC_AS_GIVEN,
        DISPATCH,
        LISTENER
    }

    /** What a request does. */
    record Script(Flow flow, List<DrawnCalls.Call> calls, int cut) {
        static Script of(long seed) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbours begin alike otherwise
            Flow flow = random.nextBoolean() ? Flow.PLAIN : FLOWS.get(random.nextInt(FLOWS.size()));
            DrawnCalls drawn = new DrawnCalls(random);
            Class<?> body = random.nextBoolean() ? PrintWriter.class : ServletOutputStream.class;
            List<DrawnCalls.Call> calls = new ArrayList<>();
            for (int i = random.nextInt(14); i >= 0; i--) {
                calls.add(drawn.next(body));
            }
            int cut = random.nextInt(calls.size() + 1);
            if (flow.compareTo(Flow.ASYNC) >= 0) {
                // Whether a container answers an error before or after what is begun then is chance.
                calls.removeIf(call -> call.method().getName().equals("sendError"));
                cut = Math.min(cut, calls.size());
            }
            return new Script(flow, calls, cut);
        }
    }

    private record Trace(List<String> lines, CompletableFuture<List<String>> done) {
        void finish() {
            done.complete(lines);
        }
    }

    /** What the handler was answered, when it is done. */
    public List<String> trace(String run) throws Exception {
        return traces.computeIfAbsent(run, unknown -> fresh()).done().get(10, TimeUnit.SECONDS);
    }

    /** The names of all calls so far. */
    public Set<String> called() {
        return called;
    }

    private static Trace fresh() {
        return new Trace(new ArrayList<>(), new CompletableFuture<>());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        Script script = Script.of(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
        Trace trace = traces.computeIfAbsent(request.getHeader("X-Run"), unknown -> fresh());
        if (request.getAttribute(FROM) != null) {
            run(script, script.cut(), script.calls().size(), response, trace);
            if (script.flow() == Flow.DISPATCH) {
                trace.finish();
            }
            return;
        }
        boolean whole = script.flow() == Flow.PLAIN;
        if (script.flow() != Flow.LISTENER) {
            run(script, 0, whole ? script.calls().size() : script.cut(), response, trace);
        }
        request.setAttribute(FROM, true);
        try {
            goOn(script, request, response, trace);
        } catch (IllegalStateException thrown) {
            trace.lines().add("flow: " + thrown.getClass().getName());
            trace.finish();
        } finally {
            if (script.flow().compareTo(Flow.ASYNC) < 0) {
                trace.finish();
            }
        }
    }

    private void goOn(Script script, HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws ServletException, IOException {
        switch (script.flow()) {
            case PLAIN -> {}
            case THROWS -> {
                if (script.cut() % 2 == 0) {
                    throw new ServletException("as it is drawn");
                }
                throw new IllegalArgumentException("as it is drawn");
            }
            case FORWARD ->
                request.getRequestDispatcher(request.getRequestURI()).forward(request, response);
            case INCLUDE -> {
                request.getRequestDispatcher(request.getRequestURI()).include(request, response);
                run(script, 0, script.cut(), response, trace);
            }
            case ASYNC -> later(script, request.startAsync(), response, trace);
            case ASYNC_AS_GIVEN -> later(script, request.startAsync(request, response), response, trace);
            case DISPATCH -> {
                if (response.isCommitted()) {
                    trace.finish();
                    return;
                }
                AsyncContext async = request.startAsync(request, response);
                async.setTimeout(10_000);
                async.dispatch();
            }
            case LISTENER -> listen(script, request.startAsync(), response, trace);
        }
    }

    private void later(Script script, AsyncContext async, HttpServletResponse response, Trace trace) {
        async.setTimeout(10_000);
        async.start(() -> {
            run(script, script.cut(), script.calls().size(), response, trace);
            trace.finish();
            async.complete();
        });
    }

    private void listen(Script script, AsyncContext async, HttpServletResponse response, Trace trace)
            throws IOException {
        async.setTimeout(10_000);
        response.setHeader("X-A", "listening");
        ServletOutputStream stream = response.getOutputStream();
        called.addAll(DrawnCalls.ELSEWHERE);
        stream.setWriteListener(new WriteListener() {
            private int written;

            @Override
            public void onWritePossible() throws IOException {
                while (stream.isReady()) {
                    if (written == script.calls().size()) {
                        trace.finish();
                        async.complete();
                        return;
                    }
                    byte[] piece = new byte[script.cut() * 1500];
                    java.util.Arrays.fill(piece, (byte) ('a' + written++));
                    stream.write(piece);
                }
            }

            @Override
            public void onError(Throwable failure) {
                trace.lines().add("listener: " + failure);
                trace.finish();
                async.complete();
            }
        });
    }

    private void run(Script script, int from, int to, HttpServletResponse response, Trace trace) {
        for (DrawnCalls.Call call : script.calls().subList(from, to)) {
            called.add(call.name());
            boolean ofWithheld =
                    call.arguments().length > 0 && "cache-tags".equalsIgnoreCase(String.valueOf(call.arguments()[0]));
            String answer = answer(call, response);
            trace.lines()
                    .add(call.name() + " = " + (ofWithheld && response.isCommitted() ? "" : answer) + " "
                            + state(response));
        }
    }

    private static String answer(DrawnCalls.Call call, HttpServletResponse response) {
        try {
            Object on = call.on() == HttpServletResponse.class
                    ? response
                    : call.on() == PrintWriter.class ? response.getWriter() : response.getOutputStream();
            return shown(call.method().invoke(on, call.arguments()));
        } catch (InvocationTargetException thrown) {
            return "throws " + String.valueOf(thrown.getCause()).replaceAll("@\\w+", "");
        } catch (IOException | RuntimeException thrown) {
            return "body throws " + thrown.getClass().getName();
        } catch (IllegalAccessException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String shown(@Nullable Object answer) {
        if (answer instanceof Collection<?> values) {
            return values.stream()
                    .map(String::valueOf)
                    .filter(value -> !value.equals("Cache-Status") && !value.equalsIgnoreCase("Cache-Tags"))
                    .sorted()
                    .toList()
                    .toString();
        }
        return answer == null || answer instanceof String || answer instanceof Boolean || answer instanceof Number
                ? String.valueOf(answer)
                : "something";
    }

    private static String state(HttpServletResponse response) {
        Map<String, Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.getHeaderNames().forEach(name -> fields.put(name, List.copyOf(response.getHeaders(name))));
        fields.remove("Date");
        fields.remove("Cache-Status");
        if (response.isCommitted()) {
            // Some containers let fields be changed after an error has been sent, to no effect. What is withheld is
            // not.
            fields.remove("Cache-Tags");
        }
        return List.of(
                        response.isCommitted(),
                        response.getStatus(),
                        response.getBufferSize(),
                        String.valueOf(response.getContentType()),
                        String.valueOf(response.getCharacterEncoding()),
                        fields)
                .toString();
    }
}
