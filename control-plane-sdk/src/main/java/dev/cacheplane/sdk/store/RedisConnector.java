package dev.cacheplane.sdk.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Makes connections to one Redis, each of which lives until it fails: Lettuce's own reconnecting would send again what has been given up. */
final class RedisConnector implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_WITHIN = Duration.ofSeconds(1);
    private static final int COMMANDS_IN_FLIGHT = 16_384;

    private final RedisURI uri;
    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .nettyCustomizer(new ManyInOneWrite())
            .build();
    private final RedisClient client = RedisClient.create(resources);
    /** Insists on RESP3: on RESP2 tracking claims to be on, and nothing is told. */
    private final RedisClient trackingClient = RedisClient.create(resources);

    RedisConnector(RedisAddress address) {
        RedisURI.Builder builder = RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withSsl(address.tls())
                .withDatabase(address.database())
                .withTimeout(LONGEST);
        address.password()
                .ifPresent(password -> address.username()
                        .ifPresentOrElse(
                                user -> builder.withAuthentication(user, (CharSequence) password),
                                () -> builder.withPassword((CharSequence) password)));
        uri = builder.build();
        ClientOptions options = ClientOptions.builder()
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
                        .build())
                .build();
        client.setOptions(options);
        trackingClient.setOptions(
                options.mutate().protocolVersion(ProtocolVersion.RESP3).build());
    }

    /**
     * Waits for a connection.
     *
     * @param within at most 5 s
     * @param outcomes told how calls end, and when the connection is lost
     * @throws StoreUnavailableException saying why there is none
     */
    RedisLink connect(Duration within, RedisLink.Outcomes outcomes) {
        return connect(client, within, outcomes);
    }

    /** As {@link #connect}, for tracking. */
    RedisLink connectForTracking(Duration within) {
        return connect(trackingClient, within, RedisLink.UNHEEDED);
    }

    private RedisLink connect(RedisClient client, Duration within, RedisLink.Outcomes outcomes) {
        CompletableFuture<StatefulRedisConnection<String, byte[]>> connecting =
                client.connectAsync(RedisLink.CODEC, uri).toCompletableFuture();
        try {
            return new RedisLink(connecting.get(within.toMillis(), MILLISECONDS), outcomes);
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

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        trackingClient.shutdown(Duration.ZERO, SHUTDOWN_WITHIN);
        client.shutdown(Duration.ZERO, SHUTDOWN_WITHIN);
        resources
                .shutdown(0, SHUTDOWN_WITHIN.toMillis(), MILLISECONDS)
                .awaitUninterruptibly(SHUTDOWN_WITHIN.toMillis());
    }

    /** What callers on many threads send at the same moment leaves in one write: a system call costs as much as the command itself. */
    private static final class ManyInOneWrite implements NettyCustomizer {
        private static final int AT_MOST = 256;

        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(AT_MOST, true));
        }
    }
}
