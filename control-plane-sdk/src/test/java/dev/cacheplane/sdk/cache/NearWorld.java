package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cacheplane.policy.EndpointPath;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.sdk.cache.EntryView.Usable;
import dev.cacheplane.sdk.policy.FixedPolicies;
import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.MemoryStore;
import dev.cacheplane.sdk.store.Stored;
import dev.cacheplane.sdk.store.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One process' near cache before a store that holds one entry, whose value is a version. What happens happens when the test says so. */
final class NearWorld implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(2);

    private static final String PREFIX = "cache:world:";
    private static final TypeOf<Long> LONG = TypeOf.of(Long.class);
    private static final byte[] PAYLOAD = "1".getBytes(UTF_8);

    /** How a change comes to be known. */
    enum Report {
        OF_THE_KEY,
        OF_A_GENERATION,
        OF_ANYTHING,
        /** None comes, nor is any confirmed, for as long as the bound. */
        LOST
    }

    /** A reader that leaves out one step. */
    enum Omission {
        NONE,
        /** What had been heard of the key is asked when it is kept, and not before it is read. */
        COUNT,
        /** How often everything was forgotten, likewise. */
        FLUSHES,
        /** Reports are taken for confirmed. */
        VALIDITY
    }

    /** What the store holds: a version under a generation. */
    private record Row(long version, Generation generation) {}

    private final GenerationNames names = new GenerationNames(new ServiceName("world"));
    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final Omission omission;
    private final MemoryStore store = new MemoryStore();
    private final News news;
    private final Near near;
    private final EntryView<Long> view;
    private final CacheKey key;
    private volatile Row row = new Row(0, Generation.random());
    private volatile long confirmedAt = now.get();
    private volatile long settled;

    NearWorld(Omission omission) {
        this.omission = omission;
        PolicySet policies = PolicySet.empty(new ServiceName("world"), Revision.NONE)
                .withServiceDefaults(
                        PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true), new Revision("fixed", 1));
        KeySpace keys = new KeySpace(new ServiceName("world"), Set.of());
        NearEntries entries = new NearEntries(1 << 20);
        Flights flights = new Flights(BOUND, now::get);
        news = new News(names, flights, entries, Set.of(PREFIX, names.prefix()), "beat", BOUND, now::get);
        news.follow(new Confirmed());
        Rules rules = new Rules(new FixedPolicies(policies), keys, names, news);
        near = new Near(entries, rules, news, store, new Events(List.of()), new Random(), now::get);
        key = keys.key("GET", EndpointPath.parse("/row"), "", "");
        view = new EntryView<>(rules.terms(key), new ValueForm<>(LONG, new JsonCodec()), names);
    }

    /** The oldest version that one who begins to read now may get. */
    long settled() {
        return settled;
    }

    /** A read, in the steps between which others may come. Of one thread. */
    final class Read {
        private long floor;
        private long got = -1;
        private News.Moment asked = new News.Moment(0, 0, 0);
        private News.Question question = news.ask(List.of(), false);
        private Row answer = row;

        void begin() {
            floor = settled;
            NearEntry<Long> found = near.find(key, Long.class);
            if (found != null) {
                got = Objects.requireNonNull(
                        Objects.requireNonNull(near.served(found)).value());
                return;
            }
            asked = news.moment(view.key());
            question = news.ask(List.of(names.service()), false);
        }

        void ask() {
            answer = row;
        }

        void keep() {
            if (got >= 0) {
                return;
            }
            got = answer.version();
            Map<String, Generation> present = question.answered(Map.of(names.service(), answer.generation()));
            if (answer.generation().equals(present.get(names.service()))) {
                near.keep(view, usable(answer), new Stored(PAYLOAD, PAYLOAD, Duration.ofMinutes(5)), moment());
            }
        }

        private News.Moment moment() {
            return switch (omission) {
                case COUNT -> new News.Moment(news.count(view.key()), asked.flushes(), asked.asked());
                case FLUSHES -> new News.Moment(asked.count(), news.flushes(), asked.asked());
                default -> asked;
            };
        }

        /** Whether it got something that had been invalidated before it began. */
        boolean isStale() {
            return got < floor;
        }
    }

    private Usable<Long> usable(Row stored) {
        Metadata metadata = new Metadata(
                Metadata.Kind.VALUE,
                "f",
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ZERO,
                view.terms().since(),
                Encoding.IDENTITY,
                PAYLOAD.length,
                0,
                Map.of(names.service(), stored.generation()),
                "");
        return new Usable<>(stored.version(), Standing.FRESH, Duration.ofMinutes(5), now.get(), metadata);
    }

    /** The row's next version is in the store, and what was there before is not. */
    void write(Report report) {
        row = new Row(row.version() + 1, report == Report.OF_A_GENERATION ? Generation.random() : row.generation());
    }

    /** The change is reported, as the store or an invalidation of this process would. */
    void report(Report report) {
        switch (report) {
            case OF_THE_KEY -> news.changed(List.of(view.key()));
            case OF_A_GENERATION -> news.changed(List.of(names.service()));
            case OF_ANYTHING -> news.anythingChanged();
            case LOST -> now.addAndGet(BOUND.toNanos());
        }
    }

    /** Everybody who begins from now on must get this version or a newer one. */
    void settle() {
        settled = row.version();
    }

    /** A heartbeat has been answered that was sent at this moment. */
    void confirm() {
        confirmedAt = now.get();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Confirmed implements Watch {
        @Override
        public void add(String prefix) {}

        @Override
        public boolean covers(String prefix) {
            return true;
        }

        @Override
        public OptionalLong confirmedAt() {
            return OptionalLong.of(omission == Omission.VALIDITY ? now.get() : confirmedAt);
        }

        @Override
        public void close() {}
    }
}
