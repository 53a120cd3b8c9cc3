package dev.cacheplane.server.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cacheplane.policy.EndpointId;
import dev.cacheplane.policy.PolicyField;
import dev.cacheplane.policy.PolicySettings;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.server.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
    private static final ServiceName SERVICE = new ServiceName("product-service");
    private static final EndpointId PRODUCTS = EndpointId.of("/products");
    private static final PolicySettings ON = PolicySettings.EMPTY.with(PolicyField.SHOULD_CACHE, true);

    @TempDir
    private Path directory;

    private Database database;
    private Jdbi jdbi;
    private Policies policies;

    @BeforeEach
    void open() {
        database = Database.open(directory);
        jdbi = database.jdbi();
        policies = new Policies(new PolicyStore(jdbi));
    }

    @AfterEach
    void close() {
        database.close();
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
