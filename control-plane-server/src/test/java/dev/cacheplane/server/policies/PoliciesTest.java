package dev.cacheplane.server.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.server.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
    private static final ServiceName SERVICE = new ServiceName("product-service");
    private static final EndpointId PRODUCTS = EndpointId.of("/products");
    private static final PolicySettings OFF = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, false);
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    @TempDir
    private Path directory;

    @AutoClose
    private Database database;

    private Jdbi jdbi;
    private Policies policies;

    @BeforeEach
    void open() {
        database = Database.open(directory);
        jdbi = database.jdbi();
        policies = new Policies(new PolicyStore(jdbi));
    }

    @Test
    void anyChangesReadFromTheStoreAreWhatTheyWereInMemory() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ServiceName> services = List.of(SERVICE, new ServiceName("a"), new ServiceName("b"));
        for (int i = 0; i < 300; i++) {
            PolicySettings settings = settings(random);
            EndpointId id = endpoint(random);
            ServiceName service = services.get(random.nextInt(services.size()));
            long before = policies.current().revision().number();
            switch (random.nextInt(6)) {
                case 0 -> policies.changeGlobalDefaults(old -> settings);
                case 1 -> policies.change(service, (set, next) -> set.withServiceDefaults(settings, next));
                case 2 -> policies.change(service, (set, next) -> set.withoutEndpoint(id, next));
                case 3 -> policies.change(service, (set, next) -> set.replacedBy(settings, replacement(random), next));
                default -> policies.change(service, (set, next) -> set.withEndpoint(id, settings, next));
            }

            PolicyBook stored = new PolicyStore(jdbi).load();
            assertThat(stored).as("seed %s, step %s", seed, i).isEqualTo(policies.current());
            assertThat(stored.services().toString())
                    .as("seed %s, step %s", seed, i)
                    .isEqualTo(policies.current().services().toString());
            assertThat(stored.revision().number()).isBetween(before, before + 1);
        }
        assertThat(policies.current().revision().number()).isGreaterThan(100);
    }

    @Test
    void aServiceNoticesTheGlobalDefaultsAndItsOwnChangesAlone() {
        ServiceName other = new ServiceName("other");
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.change(other, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));

        assertThat(number(SERVICE)).isEqualTo(1);
        assertThat(number(other)).isEqualTo(2);

        policies.changeGlobalDefaults(old -> ON);

        assertThat(number(SERVICE)).isEqualTo(3);
        assertThat(number(other)).isEqualTo(3);
        assertThat(number(new ServiceName("unknown"))).isEqualTo(3);
    }

    @Test
    void anotherNameOfAVariableIsAChange() {
        policies.change(SERVICE, (set, next) -> set.withEndpoint(EndpointId.of("/products/{id}"), ON, next));
        policies.change(SERVICE, (set, next) -> set.withEndpoint(EndpointId.of("/products/{product}"), ON, next));

        assertThat(number(SERVICE)).isEqualTo(2);
        assertThat(new PolicyStore(jdbi).load().set(SERVICE).endpoints().keySet())
                .extracting(EndpointId::toString)
                .containsExactly("/products/{product}");
    }

    @Test
    void aChangeThatIsRefusedLeavesNothingBehind() {
        PolicyBook before = policies.current();

        assertThatThrownBy(() -> policies.change(SERVICE, (set, next) -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(policies.current()).isEqualTo(before).isEqualTo(new PolicyStore(jdbi).load());
    }

    @Test
    void aChangeThatTheStoreCannotKeepIsNeverSeen() {
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        PolicyBook before = policies.current();
        jdbi.useHandle(handle -> handle.execute("create trigger full before insert on endpoint begin"
                + " select raise(abort, 'the disk is full'); end"));

        assertThatThrownBy(() ->
                        policies.change(SERVICE, (set, next) -> set.withEndpoint(EndpointId.of("/other"), ON, next)))
                .hasMessageContaining("the disk is full");

        assertThat(policies.current()).isEqualTo(before);
        jdbi.useHandle(handle -> handle.execute("drop trigger full"));
        policies.change(SERVICE, (set, next) -> set.withEndpoint(EndpointId.of("/other"), ON, next));
        assertThat(number(SERVICE)).isEqualTo(2);
    }

    @Test
    void aStoreThatSomebodyElseChangedIsReadAgain() {
        new Policies(new PolicyStore(jdbi)).change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));

        assertThatThrownBy(() -> policies.changeGlobalDefaults(old -> ON)).isInstanceOf(IllegalStateException.class);

        assertThat(policies.current().knows(SERVICE)).isTrue();
        policies.changeGlobalDefaults(old -> ON);
        assertThat(number(SERVICE)).isEqualTo(2);
    }

    @Test
    void whoIsToldOfAChangeSeesItAndTheStoreHasIt() {
        List<Revision> seen = new ArrayList<>();
        policies.afterEachCommit(() -> {
            seen.add(policies.revision());
            assertThat(new PolicyStore(jdbi).load()).isEqualTo(policies.current());
        });
        policies.afterEachCommit(() -> {
            throw new IllegalStateException("a listener's own trouble");
        });

        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.changeGlobalDefaults(old -> ON);

        assertThat(seen).extracting(Revision::number).containsExactly(1L, 2L);
    }

    @Test
    void aSnapshotIsMadeOncePerRevision() {
        Snapshot first = policies.snapshot(SERVICE);

        assertThat(policies.snapshot(SERVICE)).isSameAs(first);
        policies.change(new ServiceName("other"), (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        assertThat(policies.snapshot(SERVICE)).isSameAs(first);
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        assertThat(policies.snapshot(SERVICE).id()).isNotEqualTo(first.id());
    }

    @Test
    void whatCannotHaveBeenSeenBeginsANewEpochInWhichNothingIsAsItWas() {
        policies.changeGlobalDefaults(old -> ON);
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.change(SERVICE, (set, next) -> set.withEndpoint(EndpointId.of("/gone"), ON, next));
        policies.change(SERVICE, (set, next) -> set.withoutEndpoint(EndpointId.of("/gone"), next));
        PolicySet before = policies.current().set(SERVICE);
        AtomicInteger told = new AtomicInteger();
        policies.afterEachCommit(told::incrementAndGet);

        policies.heardOf(new Revision(before.revision().epoch(), 17));

        PolicySet after = policies.current().set(SERVICE);
        assertThat(after.revision().epoch())
                .isNotEqualTo(before.revision().epoch())
                .matches("[0-9a-f]{32}");
        assertThat(after.revision().number()).isEqualTo(1_017);
        assertThat(after.endpoints().keySet()).isEqualTo(before.endpoints().keySet());
        assertThat(after.effective(PRODUCTS).onSince()).isEqualTo(1_017);
        assertThat(after.effective(EndpointId.of("/gone")).onSince()).isEqualTo(1_017);
        assertThat(policies.current()).isEqualTo(new PolicyStore(jdbi).load());
        assertThat(told).hasValue(1);

        policies.heardOf(new Revision(before.revision().epoch(), 18));
        assertThat(policies.current().set(SERVICE)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"own, 2", "own, 1", "own, 1000003", "own, 999999999999999999", "other, 3", "other, 17"})
    void whatCanHaveBeenSeenOrWasMadeUpChangesNothing(String epoch, long number) {
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.change(new ServiceName("other"), (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        PolicyBook before = policies.current();
        String name = epoch.equals("own") ? before.revision().epoch() : epoch;

        policies.heardOf(new Revision(name, number));

        assertThat(policies.current()).isEqualTo(before);
    }

    @Test
    void whoHasSeenMoreOfAServiceThanThereIsProvesTheLossWhateverOthersHaveDoneSince() {
        policies.change(SERVICE, (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        policies.change(new ServiceName("other"), (set, next) -> set.withEndpoint(PRODUCTS, ON, next));
        Revision before = policies.revision();

        policies.heardOf(SERVICE, new SnapshotId(before, "0123456789abcdef"));

        assertThat(policies.revision().epoch()).isNotEqualTo(before.epoch());
        assertThat(policies.revision().number()).isEqualTo(1_002);
    }

    @Test
    void aStoreThatCannotBeginANewEpochGoesOnWithTheOldOne() {
        Revision before = policies.revision();
        jdbi.useHandle(handle -> handle.execute("create trigger full before update on revision_counter begin"
                + " select raise(abort, 'the disk is full'); end"));

        policies.heardOf(new Revision(before.epoch(), 17));

        assertThat(policies.revision()).isEqualTo(before);
    }

    @Test
    void aSetIsNeverLargerThanWhatServicesRead() {
        PolicySettings large = PolicyJson.readSettings(("{\"invalidates\":{\"endpoints\":["
                        + IntStream.range(0, 64)
                                .mapToObj(i -> "\"/" + i + "/" + "x".repeat(1_000) + "\"")
                                .collect(Collectors.joining(","))
                        + "]}}")
                .getBytes(UTF_8));
        Map<EndpointId, PolicySettings> many =
                IntStream.range(0, 130).boxed().collect(Collectors.toMap(i -> EndpointId.of("/" + i), i -> large));

        assertThatThrownBy(
                        () -> policies.change(SERVICE, (set, next) -> set.replacedBy(PolicySettings.EMPTY, many, next)))
                .isInstanceOf(SetTooLargeException.class)
                .hasMessageContaining("bytes");

        many.keySet().removeIf(id -> id.toString().matches("/12[1-9]"));
        policies.change(SERVICE, (set, next) -> set.replacedBy(PolicySettings.EMPTY, many, next));
        policies.changeGlobalDefaults(old -> large);
        policies.change(SERVICE, (set, next) -> set.withServiceDefaults(OFF, next));
        assertThat((long) policies.snapshot(SERVICE).json().length)
                .isBetween(Policies.MOST_BYTES, PolicyJson.LARGEST_SET);
    }

    @Test
    void aStoreThatIsInANewEpochAlreadyIsReadAnew() {
        Revision before = policies.revision();
        Policies sameStore = new Policies(new PolicyStore(jdbi));
        sameStore.heardOf(new Revision(before.epoch(), 17)); // as after a commit of which no answer came

        policies.heardOf(new Revision(before.epoch(), 17));

        assertThat(policies.revision()).isNotEqualTo(before).isEqualTo(sameStore.revision());
    }

    private long number(ServiceName service) {
        return policies.current().set(service).revision().number();
    }

    private static PolicySettings settings(Random random) {
        PolicySettings settings = PolicySettings.EMPTY;
        if (random.nextBoolean()) {
            settings = settings.with(PolicyField.SHOULD_CACHE, random.nextBoolean());
        }
        if (random.nextBoolean()) {
            settings = settings.with(PolicyField.TTL, Duration.ofSeconds(1 + random.nextInt(3)));
        }
        return settings;
    }

    private static EndpointId endpoint(Random random) {
        List<String> patterns = List.of("/", "/a", "/a/{id}", "/a/{other}", "/a/*", "/**", "/\u00e9/b");
        EndpointId id = EndpointId.of(patterns.get(random.nextInt(patterns.size())));
        return random.nextBoolean() ? id : new EndpointId(id.pattern(), "GET");
    }

    private static Map<EndpointId, PolicySettings> replacement(Random random) {
        Map<EndpointId, PolicySettings> replacement = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            replacement.put(endpoint(random), settings(random));
        }
        return replacement;
    }
}
