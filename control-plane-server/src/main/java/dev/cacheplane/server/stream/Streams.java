package dev.cacheplane.server.stream;

import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.policies.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams. They are told of changes and of heartbeats by one thread, which never waits for a client. Thread-safe.
 *
 * <p>No change is missed: a stream is here before it looks at what it has to send, and a change is in place before it is announced. So
 * either the announcement finds the stream, or the stream finds the change.
 */
public final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int LONGEST_RETRY_MILLIS = 4_000;
    private static final Duration TAKE_LEAVE_WITHIN = Duration.ofSeconds(1);

    private final Policies policies;
    private final StreamSettings settings;
    private final ScheduledExecutorService scheduler;
    private final ConcurrentMap<ServiceName, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private volatile boolean closed;
    private List<Future<?>> clocks = List.of(); // of who starts and closes

    /** @param scheduler of one thread */
    public Streams(Policies policies, StreamSettings settings, ScheduledExecutorService scheduler) {
        this.policies = policies;
        this.settings = settings;
        this.scheduler = scheduler;
    }

    /** Begins to tell streams of changes, and to send heartbeats. */
    public void start() {
        policies.afterEachCommit(this::announce);
        clocks = List.of(
                every(settings.heartbeat(), EventStream::heartbeat),
                every(settings.stalled().dividedBy(4), stream -> stream.cutIfStalled(settings.stalled())));
    }

    private Future<?> every(Duration pause, Consumer<EventStream> action) {
        return scheduler.scheduleWithFixedDelay(
                () -> each(action), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Takes in a stream; it stays until it ends.
     *
     * @return empty if there are too many, or the server is about to end
     */
    Optional<EventStream> add(ServiceName service, Function<Channel, EventStream> make) {
        if (open.incrementAndGet() > settings.most() || closed) {
            open.decrementAndGet();
            return Optional.empty();
        }
        List<EventStream> made = new ArrayList<>(1);
        channels.compute(service, (name, existing) -> {
            Channel channel = existing == null ? new Channel(service, policies, this::remove) : existing;
            EventStream stream = make.apply(channel);
            channel.add(stream);
            made.add(stream);
            return channel;
        });
        EventStream stream = made.get(0);
        if (closed) {
            sayGoodbye(stream);
        }
        return Optional.of(stream);
    }

    /** Says goodbye to all, gives them a second to take it, and cuts off who did not. Lets nobody in any more. */
    @Override
    public void close() {
        closed = true;
        clocks.forEach(clock -> clock.cancel(false));
        List<CompletableFuture<?>> ends = new ArrayList<>();
        each(stream -> {
            ends.add(stream.ended());
            sayGoodbye(stream);
        });
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .get(TAKE_LEAVE_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Some clients do not take their leave", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        each(EventStream::cut);
    }

    private static void sayGoodbye(EventStream stream) {
        stream.goodbye(ThreadLocalRandom.current().nextInt(LONGEST_RETRY_MILLIS + 1));
    }

    private void remove(EventStream stream) {
        open.decrementAndGet();
        channels.computeIfPresent(stream.channel().service(), (service, channel) -> {
            channel.remove(stream);
            return channel.isEmpty() ? null : channel;
        });
    }

    /** Returns at once. Several changes in a row may be announced as one. */
    private void announce() {
        if (announcing.compareAndSet(false, true)) {
            scheduler.execute(() -> {
                // First: a change from here on may come too late for this round, and is announced in another one.
                announcing.set(false);
                channels.values().forEach(Channel::announce);
            });
        }
    }

    private void each(Consumer<EventStream> action) {
        try {
            channels.values().forEach(channel -> channel.each(action));
        } catch (RuntimeException e) {
            LOG.error("Streams could not all be told", e);
        }
    }
}
