package dev.cacheplane.benchmarks.spring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where the items come from, in place of a database. Each list is given out once: whoever asks for one again has not cached it, and fails. */
@Component
class ItemFiles {
    private final Path directory;
    private final JsonMapper mapper;
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    /** @param directory with a file {@code NAME.json} for all lists named {@code NAME-1} and so on, which are the same */
    ItemFiles(@Value("${items}") Path directory, JsonMapper mapper) {
        this.directory = directory;
        this.mapper = mapper;
    }

    List<Item> read(String name) {
        if (!given.add(name)) {
            throw new IllegalStateException(name + " was computed before, and is not cached");
        }
        String file = name.substring(0, name.lastIndexOf('-')) + ".json";
        return mapper.readValue(directory.resolve(file), new TypeReference<ArrayList<Item>>() {});
    }
}
