package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.sdk.cache.Responses.Attempt;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A response, as far as the cache is concerned, and what the tests do with some. */
record Page(String body, String head) {
    static final Predicate<Held<Page>> FRESH = held -> !held.stale();
    static final Predicate<Held<Page>> ANY = held -> true;
    static final Predicate<Held<Page>> NONE = held -> false;
    static final Duration TTL = Duration.ofMinutes(5);

    static Page of(String body) {
        return new Page(body, "200\ncontent-type: text/plain\n");
    }

    /** Reads anything but a head that says so. */
    static final class Form implements ResponseForm<Page> {
        @Override
        public byte[] body(Page page) {
            return page.body().getBytes(UTF_8);
        }

        @Override
        public String head(Page page) {
            return page.head();
        }

        @Override
        public @Nullable Page read(byte[] body, String head) {
            return head.startsWith("unreadable") ? null : new Page(new String(body, UTF_8), head);
        }
    }

    /** The attempt of who is to make it. */
    static Attempt<Page> led(Seat<Page> seat) {
        assertThat(seat).isInstanceOf(Seat.Leads.class);
        return ((Seat.Leads<Page>) seat).attempt();
    }

    static Held<Page> found(Seat<Page> seat) {
        assertThat(seat).isInstanceOf(Seat.Found.class);
        return ((Seat.Found<Page>) seat).held();
    }

    static String body(Seat<Page> seat) {
        return found(seat).response().body();
    }

    static boolean isAlone(Seat<Page> seat) {
        return seat instanceof Seat.Alone;
    }

    /** Stores it, as one who leads. */
    static boolean store(Responses<Page> pages, CacheKey key, String body, String... tags) {
        return led(pages.find(key, NONE, true)).store(of(body), TTL, TTL.multipliedBy(2), List.of(tags));
    }
}
