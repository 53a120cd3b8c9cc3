package dev.cacheplane.sdk.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.ControlPlane;
import dev.cacheplane.sdk.store.RedisAddress;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheMetricsTest {
    private static final String ENDPOINT = "/products/{id}";
    private static final String KEY = "cache:product-service:/products/7";
    private static final List<CacheEvent> ONE_OF_EACH = List.of(
            new CacheEvent.Hit(ENDPOINT, KEY, false),
            new CacheEvent.Hit(ENDPOINT, KEY, true),
            new CacheEvent.StaleServed(ENDPOINT, KEY),
            new CacheEvent.Miss(ENDPOINT, KEY),
            new CacheEvent.Joined(ENDPOINT, KEY),
            new CacheEvent.Load(ENDPOINT, KEY, Duration.ofMillis(20), false),
            new CacheEvent.Load(ENDPOINT, KEY, Duration.ofMillis(30), true),
            new CacheEvent.FillRefused(ENDPOINT, KEY),
            new CacheEvent.Invalidated(KEY, false, true),
            new CacheEvent.Invalidated(KEY, false, false),
            new CacheEvent.Invalidated("gen:{product-service}:tag:catalog", true, true),
            new CacheEvent.Invalidated("gen:{product-service}:tag:catalog", true, false),
            new CacheEvent.BreakerChanged(true),
            new CacheEvent.BreakerChanged(false));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CacheMetrics metrics = new CacheMetrics(registry);

    @Test
    void eachKindIsCountedInItsPlace() {
        ONE_OF_EACH.forEach(metrics::onEvent);
        assertThat(counts())
                .containsExactly(
                        "cacheplane.breaker.changes{to=closed} 1",
                        "cacheplane.breaker.changes{to=open} 1",
                        "cacheplane.breaker.open{} 0",
                        "cacheplane.fills.refused{endpoint=/products/{id}} 1",
                        "cacheplane.invalidations{kind=hard,outcome=applied} 1",
                        "cacheplane.invalidations{kind=hard,outcome=journalled} 1",
                        "cacheplane.invalidations{kind=soft,outcome=applied} 1",
                        "cacheplane.invalidations{kind=soft,outcome=journalled} 1",
                        "cacheplane.loads{endpoint=/products/{id},outcome=failure} 1",
                        "cacheplane.loads{endpoint=/products/{id},outcome=success} 1",
                        "cacheplane.requests{endpoint=/products/{id},result=hit} 1",
                        "cacheplane.requests{endpoint=/products/{id},result=joined} 1",
                        "cacheplane.requests{endpoint=/products/{id},result=miss} 1",
                        "cacheplane.requests{endpoint=/products/{id},result=near} 1",
                        "cacheplane.requests{endpoint=/products/{id},result=stale} 1");
    }

    @Test
    void aLoadIsTimed() {
        ONE_OF_EACH.forEach(metrics::onEvent);
        assertThat(registry.get("cacheplane.loads")
                        .tag("outcome", "success")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(20);
    }

    @Test
    void theGaugeShowsTheBreakerAsItIs() {
        metrics.onEvent(new CacheEvent.BreakerChanged(true));
        assertThat(registry.get("cacheplane.breaker.open").gauge().value()).isOne();
        metrics.onEvent(new CacheEvent.BreakerChanged(false));
        assertThat(registry.get("cacheplane.breaker.open").gauge().value()).isZero();
    }

    @Test
    void whatIsNotPerEndpointIsThereFromTheBeginning() {
        assertThat(registry.getMeters()).hasSize(7).allMatch(meter -> value(meter) == 0);
    }

    @Test
    void howeverManyKeysThereAreThereIsOneCounterForAnEndpoint() {
        for (int i = 0; i < 1_000; i++) {
            metrics.onEvent(new CacheEvent.Hit(ENDPOINT, KEY + i, false));
            metrics.onEvent(new CacheEvent.Invalidated(KEY + i, false, true));
        }
        assertThat(registry.find("cacheplane.requests").tag("result", "hit").counters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(1_000));
        assertThat(registry.getMeters()).hasSize(15);
    }

    @Test
    void whatNoEndpointGovernsIsCountedUnderDefaults() {
        metrics.onEvent(new CacheEvent.Hit("", "cache:product-service:/other", false));
        assertThat(registry.get("cacheplane.requests")
                        .tags("endpoint", "defaults", "result", "hit")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void twoCachesShareARegistryUnderTagsOfTheirOwn() {
        SimpleMeterRegistry shared = new SimpleMeterRegistry();
        CacheMetrics one = new CacheMetrics(shared, Tags.of("cache", "one"));
        new CacheMetrics(shared, Tags.of("cache", "two")).onEvent(new CacheEvent.BreakerChanged(true));
        one.onEvent(new CacheEvent.Hit(ENDPOINT, KEY, false));
        assertThat(shared.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("cache")).isIn("one", "two"));
        assertThat(shared.get("cacheplane.breaker.open")
                        .tag("cache", "one")
                        .gauge()
                        .value())
                .isZero();
    }

    /** A row: the name, what it counts, the tags. */
    @Test
    void theDocumentNamesEachMetricWithItsTags() throws IOException {
        ONE_OF_EACH.forEach(metrics::onEvent);
        List<String> documented;
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "cache.md"))) {
            documented = lines.filter(line -> line.startsWith("| `cacheplane."))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> name(cells[1]) + " "
                            + Arrays.stream(cells[3].split(",", -1))
                                    .filter(cell -> cell.contains("`"))
                                    .map(CacheMetricsTest::name)
                                    .sorted()
                                    .toList())
                    .sorted()
                    .toList();
        }
        assertThat(documented)
                .isEqualTo(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName() + " "
                                + meter.getId().getTags().stream()
                                        .map(Tag::getKey)
                                        .sorted()
                                        .toList())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** The first word in code of a cell. */
    private static String name(String cell) {
        return cell.split("`", -1)[1];
    }

    @Test
    void withoutMicrometerTheLibraryWorks() throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .filter(entry -> !entry.contains("micrometer"))
                .map(Path::of)
                .map(CacheMetricsTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader bare = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThat(bare.getResource("io/micrometer/core/instrument/MeterRegistry.class"))
                    .isNull();
            Method use = bare.loadClass(Bare.class.getName()).getMethod("cacheWithAListener");
            Thread.currentThread().setContextClassLoader(bare); // as in a service; Lettuce asks for it
            assertThat(use.invoke(null)).isEqualTo("BreakerChanged Invalidated");
        } finally {
            Thread.currentThread().setContextClassLoader(CacheMetricsTest.class.getClassLoader());
        }
    }

    /** What a service without Micrometer does. */
    public static final class Bare {
        private Bare() {}

        /** The kinds of the events that an invalidation without Redis causes. */
        public static String cacheWithAListener() {
            List<String> kinds = new CopyOnWriteArrayList<>();
            try (ControlPlane controlPlane = ControlPlane.builder("product-service", URI.create("http://127.0.0.1:1"))
                    .redis(RedisAddress.parse("redis://127.0.0.1:1"))
                    .listener(event -> kinds.add(event.getClass().getSimpleName()))
                    .build()) {
                controlPlane.cache().invalidate(controlPlane.cache().key("/products"));
            }
            return String.join(" ", kinds);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> counts() {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName()
                        + meter.getId().getTags().stream()
                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                .collect(Collectors.joining(",", "{", "} "))
                        + value(meter))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static int value(Meter meter) {
        return (int) meter.measure().iterator().next().getValue();
    }
}
