package dev.cacheplane.benchmarks.http;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers with what one {@code GET} finds in Redis, over one connection, as Lettuce is meant to be used. Stores what is not there once, and fails if it is asked to do so again. */
final class LettuceServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Items items;
    private final transient StatefulRedisConnection<String, byte[]> redis;
    private final Set<String> stored = ConcurrentHashMap.newKeySet();

    LettuceServlet(int port, Path directory) {
        items = new Items(directory);
        redis = RedisClient.create(RedisURI.create("localhost", port))
                .connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String key = "raw:" + request.getRequestURI();
        byte[] body = redis.sync().get(key);
        if (body == null) {
            body = items.at(key);
            if (!stored.add(key)) {
                throw new IllegalStateException(key + " was stored before, and is not there");
            }
            var unused = redis.sync().set(key, body);
        }
        ConstantServlet.answer(response, body);
    }
}
