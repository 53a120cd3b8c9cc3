package dev.cacheplane.benchmarks.spring;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves them. */
@RestController
class ItemController {
    private final Items items;

    ItemController(Items items) {
        this.items = items;
    }

    @GetMapping("/items/{name}")
    List<Item> items(@PathVariable String name) {
        return items.named(name);
    }
}
