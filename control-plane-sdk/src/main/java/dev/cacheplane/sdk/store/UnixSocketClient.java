package dev.cacheplane.sdk.store;

import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.ConnectionEvents;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import reactor.core.publisher.Mono;

/**
 * Connects to one Unix socket, whatever the URI says. Lettuce does so over Netty's native transports only, of which one would have to be on the class path; Java
 * itself can since version 16.
 */
final class UnixSocketClient extends RedisClient {
    private final UnixDomainSocketAddress address;
    private final EventLoopGroup threads;

    @SuppressWarnings("deprecation") // the class is what Lettuce's provider knows a group by
    UnixSocketClient(ClientResources resources, Path socket) {
        super(resources, new RedisURI());
        address = UnixDomainSocketAddress.of(socket);
        // Not Lettuce's choice, which would be a native one where there is one.
        threads = resources.eventLoopGroupProvider().allocate(io.netty.channel.nio.NioEventLoopGroup.class);
    }

    @Override
    protected Mono<SocketAddress> getSocketAddress(RedisURI uri) {
        return Mono.just(address);
    }

    @Override
    protected void connectionBuilder(
            Mono<SocketAddress> addresses, ConnectionBuilder builder, ConnectionEvents events, RedisURI uri) {
        super.connectionBuilder(addresses, builder, events, uri);
        builder.bootstrap(new Bootstrap().group(threads).channel(NioDomainSocketChannel.class));
        builder.apply(uri);
    }
}
