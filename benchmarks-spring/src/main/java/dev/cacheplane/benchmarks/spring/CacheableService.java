package dev.cacheplane.benchmarks.spring;

import com.alicp.jetcache.autoconfigure.JetCacheAutoConfiguration;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Import;

/** {@code @Cacheable} on Redis, with Boot's defaults: JDK serialization, no local copy. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = JetCacheAutoConfiguration.class)
@EnableCaching
@Import({ItemController.class, ItemFiles.class, Announcement.class, CacheableService.CacheableItems.class})
class CacheableService {
    /** What is cached. */
    static class CacheableItems implements Items {
        private final ItemFiles files;

        CacheableItems(ItemFiles files) {
            this.files = files;
        }

        @Override
        @Cacheable("items")
        public List<Item> named(String name) {
            return files.read(name);
        }
    }
}
