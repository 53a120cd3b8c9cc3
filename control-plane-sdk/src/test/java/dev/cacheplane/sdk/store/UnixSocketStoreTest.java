package dev.cacheplane.sdk.store;

import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a Unix socket, and no port. */
class UnixSocketStoreTest extends CacheStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all, as the next
    private static RedisServer server;

    @SuppressWarnings("NullAway.Init")
    private static RedisStore store;

    @BeforeAll
    static void start() {
        Path socket = directory.resolve("redis.sock");
        server = RedisServer.builder().config("unixsocket", socket.toString()).start();
        store = RedisStore.connect(RedisAddress.parse("redis-socket://" + socket));
        await().until(store::isOpen);
    }

    @AfterAll
    static void end() {
        store.close();
        server.close();
    }

    @Override
    CacheStore store() {
        return store;
    }
}
