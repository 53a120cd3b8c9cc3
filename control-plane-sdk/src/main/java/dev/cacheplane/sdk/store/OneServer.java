package dev.cacheplane.sdk.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One server, whose place nobody takes. */
final class OneServer implements Topology {
    private final RedisPlace.Node place;
    private final RedisConnector connector;

    OneServer(RedisPlace.Node place, RedisConnector connector) {
        this.place = place;
        this.connector = connector;
    }

    @Override
    public RedisSession connect(Duration within, RedisLink.Outcomes outcomes) {
        return RedisSession.of(place, connector.connect(place, within, outcomes), within);
    }

    @Override
    public Optional<String> fault(RedisSession session, Duration within) {
        return Optional.empty();
    }

    @Override
    public OptionalLong agreedAt(RedisSession session, long now) {
        return OptionalLong.of(now);
    }

    @Override
    public Duration settling() {
        return Duration.ZERO;
    }
}
