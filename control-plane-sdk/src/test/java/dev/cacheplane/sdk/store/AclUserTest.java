package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.RedisConnection;
import dev.cacheplane.redis.RedisServer;
import dev.cacheplane.redis.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that the documents give a service's user: they suffice, and none of them is too many. */
class AclUserTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String KEY = "cache:product-service:/products";
    private static final List<String> GENERATIONS = List.of("gen:{product-service}:service");
    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void end() {
        REDIS.close();
    }

    static List<String> documented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "running.md"));
        String command = page.substring(page.indexOf("ACL SETUSER product-service"));
        return List.of(command.substring(0, command.indexOf("\n\n")).split("\\s+"));
    }

    static Stream<String> rights() throws IOException {
        return documented().stream().filter(word -> word.startsWith("+") || word.startsWith("~"));
    }

    @Test
    void theDocumentedRightsSuffice() throws IOException {
        allow(documented());
        useEverything();
        assertThat(refusals()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rights")
    void andEachOfThemIsNeeded(String right) throws IOException {
        allow(documented().stream().filter(word -> !word.equals(right)).toList());
        useEverything();
        assertThat(refusals()).isNotEmpty();
    }

    private static void allow(List<String> rights) {
        say("FLUSHALL");
        say("ACL", "DELUSER", "product-service");
        assertThat(say(rights.toArray(new String[0]))).isEqualTo(new Reply.Status("OK"));
        say("ACL", "LOG", "RESET");
    }

    /** Until something is refused. */
    private static void useEverything() {
        RecordingWatcher watcher = new RecordingWatcher("beat:{product-service}:one", "cache:product-service:");
        watcher.warm.addAll(GENERATIONS);
        try (RedisStore store =
                RedisStore.connect(RedisAddress.parse("redis://product-service:secret@127.0.0.1:" + REDIS.port()))) {
            Watch watch = store.watch(watcher);
            await().until(() -> isRefused()
                    || (watch.confirmedAt().isPresent()
                            && store.sinceBeat(watcher.beat(), SOON).isPresent()));
            for (String key : List.of(KEY, "v1:" + KEY)) {
                use(store, key);
            }
            say("SCRIPT", "FLUSH");
            store.read(KEY, GENERATIONS, SOON);
            say("CONFIG", "SET", "maxmemory", "1");
            store.bump(GENERATIONS, SOON);
        } catch (StoreUnavailableException | CompletionException e) {
            assertThat(isRefused()).isTrue();
        } finally {
            say("CONFIG", "SET", "maxmemory", "0");
        }
    }

    private static void use(RedisStore store, String key) {
        byte[] line = "2 value fill=one fresh=300000 keep=300000 took=1".getBytes(UTF_8);
        store.read(key, GENERATIONS, SOON);
        store.acquire(key, "one", SOON, null, GENERATIONS, SOON);
        store.renew(key, "one", SOON, SOON);
        store.fill(key, "one", line, line, SOON, SOON).join();
        store.soften(key, SOON);
        store.bar(key, "two", SOON, SOON);
        store.fail(key, "two", SOON, SOON);
        store.invalidate(key, SOON);
        store.bump(GENERATIONS, SOON);
        store.bumpSoftly(GENERATIONS, SOON);
        store.scanEntries("*", KeyPage.START, SOON);
        store.scanLeases("*", KeyPage.START, SOON);
    }

    private static boolean isRefused() {
        return !refusals().isEmpty();
    }

    private static List<Reply> refusals() {
        return ((Reply.Items) say("ACL", "LOG")).items();
    }

    private static Reply say(String... words) {
        try (RedisConnection connection = RedisConnection.open(REDIS.url(), SOON)) {
            return connection.ask(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
