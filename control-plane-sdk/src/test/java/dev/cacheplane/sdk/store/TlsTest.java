package dev.cacheplane.sdk.store;

import static dev.cacheplane.sdk.store.CacheStoreContract.awaitConfirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.cacheplane.redis.FreePort;
import dev.cacheplane.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a store trusts that speaks TLS. */
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all
    private static Certificates certificates;

    private final int port = FreePort.find();
    private RedisServer redis = server("localhost", "no");

    @BeforeAll
    static void sign() {
        certificates = new Certificates(directory)
                .sign("localhost", "dns:localhost,ip:127.0.0.1")
                .sign("elsewhere", "dns:redis.example")
                .sign("client", "dns:client");
    }

    @AfterEach
    void end() {
        redis.close();
    }

    private RedisServer server(String certificate, String asksForCertificates) {
        return RedisServer.builder()
                .config("tls-port", Integer.toString(port))
                .config("tls-cert-file", certificates.certificate(certificate).toString())
                .config("tls-key-file", certificates.key(certificate).toString())
                .config("tls-ca-cert-file", certificates.authority().toString())
                .config("tls-auth-clients", asksForCertificates)
                .start();
    }

    @ParameterizedTest
    @CsvSource({"localhost", "127.0.0.1"})
    void aServerIsTrustedThatTheGivenAuthorityVouchesFor(String host) {
        try (RedisStore store = connect(host, "?cacert=" + certificates.authority())) {
            await().until(store::isOpen);
            Watch watch = store.watch(new RecordingWatcher("beat:{a}", "cache:a:"));
            awaitConfirmed(watch);
            assertThat(store.invalidate("cache:a:/", SOON)).isFalse();
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNot() {
        assertRefused("");
    }

    @Test
    void norIsOneWhoseCertificateIsForAnotherHostUnlessThatIsAllowed() {
        restart("elsewhere", "no");
        String trusted = "?cacert=" + certificates.authority();
        assertRefused(trusted);
        try (RedisStore store = connect("localhost", trusted + "&verifyPeer=CA")) {
            await().until(store::isOpen);
        }
        assertRefused("?verifyPeer=CA");
    }

    @Test
    void aServerThatAsksForACertificateIsShownOne() {
        restart("localhost", "yes");
        String trusted = "?cacert=" + certificates.authority();
        assertRefused(trusted);
        try (RedisStore store = connect(
                "localhost",
                trusted + "&cert=" + certificates.certificate("client") + "&key=" + certificates.key("client"))) {
            await().until(store::isOpen);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect("localhost", "?cacert=/nowhere/ca.crt"))
                .withMessageContaining("/nowhere/ca.crt");
    }

    private void restart(String certificate, String asksForCertificates) {
        redis.close();
        redis = server(certificate, asksForCertificates);
    }

    private RedisStore connect(String host, String options) {
        return RedisStore.connect(RedisAddress.parse("rediss://" + host + ":" + port + options));
    }

    private void assertRefused(String options) {
        try (CapturedErrors log = new CapturedErrors();
                RedisStore store = connect("localhost", options)) {
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("Redis connection failed")));
            assertThat(store.isOpen()).isFalse();
        }
    }
}
