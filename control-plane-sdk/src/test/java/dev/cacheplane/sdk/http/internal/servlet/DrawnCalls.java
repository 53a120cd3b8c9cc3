package dev.cacheplane.sdk.http.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Servlet calls with arguments, drawn at random: all methods that there are, found by reflection. */
public final class DrawnCalls {
    /** Called in a way of their own: asynchronous writing needs more than a call. */
    static final List<String> ELSEWHERE =
            List.of("ServletOutputStream.setWriteListener(WriteListener)", "ServletOutputStream.isReady()");

    private static final List<String> RARE = List.of(
            "sendError", "sendRedirect", "flushBuffer", "reset", "close", "flush", "checkError", "setTrailerFields");

    private final Random random;

    public DrawnCalls(Random random) {
        this.random = random;
    }

    /** One call on the response, its stream or its writer. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Call(Class<?> on, Method method, @Nullable Object[] arguments) {
        public String name() {
            return nameOf(on, method);
        }
    }

    /** As it is printed: {@code PrintWriter.write(String)}. */
    static String nameOf(Class<?> on, Method method) {
        return on.getSimpleName() + "." + method.getName() + "("
                + String.join(
                        ", ",
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .toList()) + ")";
    }

    /** All that may be called on a type, in the same order always. */
    public static List<Method> methods(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getDeclaringClass() != Object.class
                        && !(method.getName().equals("append") && method.getReturnType() != type))
                .sorted(Comparator.comparing(method -> nameOf(type, method)))
                .toList();
    }

    /** Everything that has to be called sooner or later. */
    public static List<String> all() {
        return Stream.of(HttpServletResponse.class, ServletOutputStream.class, PrintWriter.class)
                .flatMap(type -> methods(type).stream().map(method -> nameOf(type, method)))
                .distinct()
                .toList();
    }

    /** The next one, mostly on this kind of body. */
    public Call next(Class<?> body) {
        int dice = random.nextInt(20);
        Class<?> other = body == PrintWriter.class ? ServletOutputStream.class : PrintWriter.class;
        Class<?> on = dice < 9 ? HttpServletResponse.class : dice < 19 ? body : other;
        List<Method> methods = methods(on);
        Method method = methods.get(random.nextInt(methods.size()));
        while (ELSEWHERE.contains(nameOf(on, method)) || (RARE.contains(method.getName()) && random.nextInt(3) > 0)) {
            method = methods.get(random.nextInt(methods.size()));
        }
        return new Call(on, method, arguments(method));
    }

    private @Nullable Object[] arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(method.getName(), types[i], i);
        }
        fit(arguments);
        if (arguments.length > 1 && "Content-Length".equals(arguments[0]) && types[1] == String.class) {
            arguments[1] = Integer.toString(random.nextInt(400));
        }
        return arguments;
    }

    /** Offset and length behind a text or an array. */
    private void fit(@Nullable Object[] arguments) {
        if (arguments.length == 3 && arguments[1] instanceof Integer && arguments[2] instanceof Integer) {
            int size = arguments[0] instanceof byte[] bytes
                    ? bytes.length
                    : arguments[0] instanceof char[] chars
                            ? chars.length
                            : arguments[0] instanceof CharSequence text ? text.length() : 0;
            int from = random.nextInt(size + 1);
            int length = random.nextInt(size - from + 1);
            arguments[1] = from;
            boolean isEnd = arguments[0] instanceof CharBuffer;
            arguments[2] = isEnd ? from + length : length;
        }
    }

    private @Nullable Object argument(String method, Class<?> type, int index) {
        if (type == int.class) {
            return switch (method) {
                case "setStatus" -> pick(200, 201, 204, 304, 404, 500, 206);
                case "sendError" -> pick(400, 404, 500, 503);
                case "sendRedirect" -> pick(301, 307);
                case "setBufferSize" -> pick(1, 64, 500, 2048, 40_000);
                case "setContentLength" -> random.nextInt(600);
                case "write" -> random.nextInt(0x80);
                default -> random.nextInt(1000);
            };
        }
        if (type == long.class) {
            return method.startsWith("setContentLength")
                    ? (Object) (long) random.nextInt(600)
                    : (Object) (random.nextInt() * 1000L);
        }
        if (type == String.class) {
            return string(method, index);
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == char.class) {
            return pick('a', '\n', 'é', '€', '\ud83d');
        }
        if (type == float.class) {
            return random.nextFloat();
        }
        if (type == double.class) {
            return random.nextDouble();
        }
        if (type == byte[].class) {
            return text().getBytes(StandardCharsets.UTF_8);
        }
        if (type == char[].class) {
            return text().toCharArray();
        }
        if (type == Object[].class) {
            return new Object[] {random.nextInt(10_000_000), "x", random.nextDouble() * 1e6};
        }
        if (type == CharSequence.class) {
            return CharBuffer.wrap(text());
        }
        if (type == Object.class) {
            return List.of(1, "two");
        }
        if (type == Locale.class) {
            return pick(Locale.GERMANY, Locale.JAPAN, Locale.US);
        }
        if (type == Cookie.class) {
            return new Cookie("c" + random.nextInt(3), "v");
        }
        if (type == Charset.class) {
            return pick(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
        }
        if (type == Supplier.class) {
            Supplier<Map<String, String>> trailers = () -> Map.of("X-Trailer", "1");
            return trailers;
        }
        throw new AssertionError("no argument of " + type + " for " + method);
    }

    private @Nullable String string(String method, int index) {
        return switch (method) {
            case "setContentType" ->
                pick("text/plain", "text/html;charset=utf-8", "application/json", "text/html", "text/x;charset=utf-16");
            case "setCharacterEncoding" -> pick("utf-8", "iso-8859-1", "utf-16", "windows-1252");
            case "setHeader", "addHeader" ->
                index == 0 ? name() : random.nextInt(20) == 0 ? null : pick("1", "", "a, b", "x y", "ü");
            case "setDateHeader", "addDateHeader", "setIntHeader", "addIntHeader" ->
                random.nextInt(20) == 0 ? null : pick("X-A", "x-b", "Age", "Cache-Tags", "Expires");
            case "getHeader", "getHeaders", "containsHeader" -> name();
            case "sendRedirect" -> pick("/there", "there?a=b", "http://elsewhere/");
            case "encodeURL", "encodeRedirectURL", "encodeUrl", "encodeRedirectUrl" -> "/there";
            case "sendError" -> pick("a message", "another");
            case "format", "printf" -> pick("%,d %s %.2f%n", "%2$s and no more", "%s %s %d");
            default -> text();
        };
    }

    private String name() {
        return pick("X-A", "x-a", "X-B", "Cache-Tags", "cache-tags", "ETag", "Cache-Control", "Vary")
                .transform(name -> random.nextInt(25) == 0 ? "Content-Length" : name)
                .transform(name -> random.nextInt(15) == 0 ? "Content-Type" : name);
    }

    private String text() {
        int length = pick(0, 1, 7, 40, 40, 300, 300, 3000, 9000, 40_000);
        String alphabet = pick("abc", "abc", "abé", "a€", "a\ud83d\ude00b", "a\ud83d");
        StringBuilder text = new StringBuilder(length + 2);
        while (text.length() < length) {
            text.append(alphabet);
        }
        return text.toString();
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
