package dev.cacheplane.sdk.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Makes connections to Redis, each of which lives until it fails: Lettuce's own reconnecting would send again what has been given up. */
final class RedisConnector implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_WITHIN = Duration.ofSeconds(1);
    private static final int COMMANDS_IN_FLIGHT = 16_384;

    private final RedisAddress address;
    private final ClientResources resources;
    private final RedisClient client;
    /** Insists on RESP3: on RESP2 tracking claims to be on, and nothing is told. */
    private final RedisClient trackingClient;

    /** @throws IllegalArgumentException if a file that the address names cannot be read */
    RedisConnector(RedisAddress address) {
        ClientOptions options = options(address); // which may fail, so before anything is there to be closed
        this.address = address;
        resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .nettyCustomizer(new ManyInOneWrite())
                .build();
        client = client();
        trackingClient = client();
        client.setOptions(options);
        trackingClient.setOptions(
                options.mutate().protocolVersion(ProtocolVersion.RESP3).build());
    }

    private RedisClient client() {
        return address.place() instanceof RedisPlace.Socket socket
                ? new UnixSocketClient(resources, socket.path())
                : RedisClient.create(resources);
    }

    private static ClientOptions options(RedisAddress address) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_IN_FLIGHT)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(LONGEST)
                        .keepAlive(KeepAliveOptions.builder()
                                .enable()
                                .idle(Duration.ofSeconds(5))
                                .interval(Duration.ofSeconds(1))
                                .count(3)
                                .build())
                        .build());
        address.tls().ifPresent(tls -> options.sslOptions(ssl(tls)));
        return options.build();
    }

    private static SslOptions ssl(RedisTls tls) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        tls.authority().ifPresent(authority -> ssl.trustManager(readable(authority)));
        tls.certificate()
                .ifPresent(certificate ->
                        ssl.keyManager(readable(certificate), readable(tls.key().orElseThrow()), new char[0]));
        return ssl.build();
    }

    private static File readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The file " + file + " that is named for Redis cannot be read");
        }
        return file.toFile();
    }

    /**
     * Waits for a connection.
     *
     * @param within at most 5 s
     * @param outcomes told how calls end, and when the connection is lost
     * @throws StoreUnavailableException saying why there is none
     */
    RedisLink connect(RedisPlace.Node node, Duration within, RedisLink.Outcomes outcomes) {
        return connect(client, node, within, outcomes);
    }

    /** As {@link #connect}, for tracking. */
    RedisLink connectForTracking(RedisPlace.Node node, Duration within) {
        return connect(trackingClient, node, within, RedisLink.UNHEEDED);
    }

    /** As {@link #connect}, as Lettuce has it. */
    StatefulRedisConnection<String, byte[]> open(RedisPlace.Node node, Duration within) {
        return open(client, node, within);
    }

    /** Connects to a sentinel; fails after 5 s at most. */
    CompletableFuture<RedisLink> connectToSentinel(RedisPlace.Host sentinel, RedisPlace.Sentinels group) {
        RedisURI uri = uri(sentinel);
        authenticate(uri, group.username(), group.password());
        return connecting(client, uri).thenApply(connection -> new RedisLink(connection, RedisLink.UNHEEDED));
    }

    /** Connects to a member of a cluster; fails after 5 s at most. */
    CompletableFuture<RedisLink> connectToMember(RedisPlace.Host member) {
        return connecting(client, dataUri(member))
                .thenApply(connection -> new RedisLink(connection, RedisLink.UNHEEDED));
    }

    ClientResources resources() {
        return resources;
    }

    ClientOptions options() {
        return client.getOptions();
    }

    private RedisLink connect(RedisClient client, RedisPlace.Node node, Duration within, RedisLink.Outcomes outcomes) {
        return new RedisLink(open(client, node, within), outcomes);
    }

    private StatefulRedisConnection<String, byte[]> open(RedisClient client, RedisPlace.Node node, Duration within) {
        CompletableFuture<StatefulRedisConnection<String, byte[]>> connecting = connecting(client, dataUri(node));
        try {
            return connecting.get(within.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw new StoreUnavailableException(reason(e), e);
        } catch (TimeoutException e) {
            var unused = connecting.thenCompose(StatefulRedisConnection::closeAsync);
            throw new StoreUnavailableException("no connection within " + within.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            var unused = connecting.thenCompose(StatefulRedisConnection::closeAsync);
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while connecting", e);
        }
    }

    private RedisURI dataUri(RedisPlace.Node node) {
        RedisURI uri = uri(node);
        uri.setDatabase(address.database());
        authenticate(uri, address.username(), address.password());
        return uri;
    }

    private static CompletableFuture<StatefulRedisConnection<String, byte[]>> connecting(
            RedisClient client, RedisURI uri) {
        return client.connectAsync(RedisLink.CODEC, uri).toCompletableFuture();
    }

    private RedisURI uri(RedisPlace.Node node) {
        RedisURI uri = new RedisURI();
        if (node instanceof RedisPlace.Host host) {
            uri.setHost(host.name());
            uri.setPort(host.port());
        } else {
            uri.setHost("localhost"); // of a socket's client, which does not look at it
            uri.setPort(RedisAddress.DEFAULT_PORT);
        }
        uri.setTimeout(LONGEST);
        address.tls().ifPresent(tls -> {
            uri.setSsl(true);
            uri.setVerifyPeer(tls.verifyName() ? SslVerifyMode.FULL : SslVerifyMode.CA);
        });
        return uri;
    }

    private static void authenticate(RedisURI uri, Optional<String> username, Optional<String> password) {
        password.ifPresent(secret ->
                uri.setCredentialsProvider(new StaticCredentialsProvider(username.orElse(null), secret.toCharArray())));
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return RedisLink.reason(root);
    }

    /** Goes all the way on a thread that is interrupted too: nobody would end what is left. */
    @Override
    public void close() {
        long millis = SHUTDOWN_WITHIN.toMillis();
        Stream.of(trackingClient, client)
                .map(one -> one.shutdownAsync(0, millis, MILLISECONDS))
                .toList()
                .forEach(ended -> ended.completeOnTimeout(null, millis, MILLISECONDS)
                        .exceptionally(e -> null)
                        .join());
        resources.shutdown(0, millis, MILLISECONDS).awaitUninterruptibly(millis);
    }

    /**
     * What callers on many threads send at the same moment leaves in one write: a system call costs as much as the command itself. In one write of few, so that Redis
     * works on the first of them while the next are written.
     */
    private static final class ManyInOneWrite implements NettyCustomizer {
        private static final int AT_MOST = 4;

        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(AT_MOST, true));
        }
    }
}
