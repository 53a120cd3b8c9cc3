package dev.cacheplane.sdk.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.MemoryStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of generations. */
class NewsTest {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final GenerationNames names = new GenerationNames(Instance.SERVICE);
    private final News news = new News(
            names,
            new Flights(BOUND, System::nanoTime),
            new NearEntries(0),
            Set.of(names.prefix()),
            "beat",
            BOUND,
            System::nanoTime);

    private final Map<String, Generation> there = new HashMap<>();

    @Test
    void allThatAreInUseAreKeptWarmByAFewHeartbeats() {
        try (MemoryStore store = new MemoryStore()) {
            news.follow(store.watch(news));
            List<String> tags = tags(5_000);
            learn(tags);
            Set<String> warmed = new HashSet<>();
            for (int i = 0; i < 3; i++) {
                Collection<String> once = news.warm();
                assertThat(once).hasSizeLessThanOrEqualTo(2_000);
                warmed.addAll(once);
            }
            assertThat(warmed).containsExactlyInAnyOrderElementsOf(tags);
        }
    }

    @Test
    void howeverManyThereAreNoMoreAreRememberedThanThereIsRoomFor() {
        try (MemoryStore store = new MemoryStore()) {
            news.follow(store.watch(news));
            List<String> tags = tags(50_001);
            learn(tags);
            long known = tags.stream()
                    .filter(tag -> news.ask(List.of(tag), false).unknown().isEmpty())
                    .count();
            assertThat(known).isBetween(1L, 50_000L);
        }
    }

    @Test
    void whatHasToMakeRoomIsKnownNoMoreToThoseWhoKeptIt() {
        try (MemoryStore store = new MemoryStore()) {
            news.follow(store.watch(news));
            String early = names.tag("early");
            News.Moment before = news.moment("key");
            Map<String, Generation> learned = learn(List.of(early));
            Cell[] cells = news.cells(Map.of(early, generation(learned, early)), before);
            assertThat(cells).allMatch(Cell::isKnown);
            learn(tags(50_001));
            assertThat(cells).noneMatch(Cell::isKnown);
        }
    }

    @Test
    void aCellIsKnownUntilItsGenerationIsReported() {
        try (MemoryStore store = new MemoryStore()) {
            news.follow(store.watch(news));
            String tag = names.tag("one");
            News.Moment before = news.moment("key");
            Map<String, Generation> learned = learn(List.of(tag));
            Cell[] cells = news.cells(Map.of(tag, generation(learned, tag)), before);
            assertThat(cells).hasSize(1).allMatch(Cell::isKnown);
            learn(List.of(tag));
            assertThat(cells).allMatch(Cell::isKnown);
            news.changed(List.of(tag));
            assertThat(cells).noneMatch(Cell::isKnown);
        }
    }

    /** As if the store had been asked for them. */
    private Map<String, Generation> learn(List<String> tags) {
        News.Question question = news.ask(tags, true);
        tags.forEach(tag -> there.computeIfAbsent(tag, absent -> Generation.random()));
        return question.answered(there);
    }

    private static Generation generation(Map<String, Generation> learned, String name) {
        return learned.getOrDefault(name, Generation.random());
    }

    private List<String> tags(int count) {
        return IntStream.range(0, count).mapToObj(i -> names.tag("t" + i)).toList();
    }
}
