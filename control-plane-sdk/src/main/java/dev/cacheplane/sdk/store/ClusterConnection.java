package dev.cacheplane.sdk.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.protocol.PushHandler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Connections to all masters of a cluster, as if they were one: lost when one of them is. */
final class ClusterConnection extends StatefulRedisConnectionImpl<String, byte[]> {
    private final ClusterWriter writer;

    ClusterConnection(ClusterWriter writer, ClientOptions options, Duration timeout) {
        super(writer, new NoPushes(), RedisLink.CODEC, timeout);
        this.writer = writer;
        setOptions(options);
    }

    @Override
    public boolean isOpen() {
        return writer.connections().stream().allMatch(StatefulConnection::isOpen);
    }

    @Override
    public void addListener(RedisConnectionStateListener listener) {
        writer.connections().forEach(connection -> connection.addListener(listener));
    }

    /** Nothing is tracked over these. */
    private static final class NoPushes implements PushHandler {
        @Override
        public void addListener(PushListener listener) {}

        @Override
        public void removeListener(PushListener listener) {}

        @Override
        public Collection<PushListener> getPushListeners() {
            return List.of();
        }
    }
}
