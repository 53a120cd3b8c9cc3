package dev.cacheplane.benchmarks.spring;

import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** JetCache with two levels, its defaults otherwise: Caffeine before Redis, with room for all that is asked for. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMethodCache(basePackages = "dev.cacheplane.benchmarks.spring")
@Import({ItemController.class, ItemFiles.class, Announcement.class, JetCacheService.TwoLevelItems.class})
class JetCacheService {
    /** What is cached. */
    static class TwoLevelItems implements Items {
        private final ItemFiles files;

        TwoLevelItems(ItemFiles files) {
            this.files = files;
        }

        @Override
        @Cached(
                name = "items:",
                key = "#name",
                cacheType = CacheType.BOTH,
                localLimit = 1_000,
                expire = 1,
                timeUnit = TimeUnit.HOURS)
        public List<Item> named(String name) {
            return files.read(name);
        }
    }
}
