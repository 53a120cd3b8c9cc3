package dev.cacheplane.sdk.http;

import dev.cacheplane.sdk.cache.CacheKey;
import dev.cacheplane.sdk.cache.Responses;
import dev.cacheplane.sdk.cache.Responses.Held;
import dev.cacheplane.sdk.cache.Responses.Seat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the response to a request is, or would be: under its key, or, where what is there is for other requests, under one of the slots that the key leads to.
 *
 * <p>A response that varies has so many copies at most, whatever clients send: each has two slots to be in, by a digest of what chose it, and takes the place of another if both are full. One in a
 * slot names the response under the key by its token. It is found through that alone, and so it is gone when that is invalidated, expires or is made anew.
 */
final class Places {
    /** Two slots of so many collide seldom enough, and so many copies fill no memory. */
    private static final int SLOTS = 32;

    private final Responses<Kept> responses;

    /**
     * One.
     *
     * @param key of the place
     * @param foundBy the token of what has led there; empty for the first place
     * @param there what is there and is for the request, whatever it is good for; null for nothing
     * @param attempt the right to make a new one; null if somebody else has it, or nobody shall
     * @param collapsed whether another request's response was waited for
     */
    record Place(
            CacheKey key,
            String foundBy,
            @Nullable Held<Kept> there,
            Responses.@Nullable Attempt<Kept> attempt,
            boolean collapsed) {}

    Places(Responses<Kept> responses) {
        this.responses = responses;
    }

    Place find(CacheKey key, Judgement judgement, Search search) {
        Seat<Kept> seat = seat(key, judgement, "", search);
        Held<Kept> first = there(seat);
        if (first == null || judgement.suits(first)) {
            return place(key, "", seat, judgement);
        }
        if (seat instanceof Seat.Leads<Kept> leads) {
            leads.attempt().pass(Duration.ZERO); // of what is for others
        }
        return behind(key, first, judgement, search);
    }

    private Place behind(CacheKey key, Held<Kept> first, Judgement judgement, Search search) {
        String token = first.token();
        String selection = first.response().variant().selection(judgement.request());
        CacheKey one = responses.slot(key, slot(selection, 0));
        CacheKey other = responses.slot(key, slot(selection, 2));
        Held<Kept> inOne = responses.look(one);
        if (isFor(inOne, token, judgement)) {
            return place(one, token, seat(one, judgement, token, search), judgement);
        }
        Held<Kept> inOther = responses.look(other);
        boolean free = inOther == null || !inOther.response().foundBy().equals(token);
        boolean full = inOne != null && inOne.response().foundBy().equals(token);
        CacheKey chosen = isFor(inOther, token, judgement) || (full && free) ? other : one;
        return place(chosen, token, seat(chosen, judgement, token, search), judgement);
    }

    /** Two hexadecimal digits of the digest. */
    private static int slot(String selection, int at) {
        return Integer.parseInt(selection, at, at + 2, 16) % SLOTS;
    }

    private static boolean isFor(@Nullable Held<Kept> held, String token, Judgement judgement) {
        return held != null && held.response().foundBy().equals(token) && judgement.suits(held);
    }

    private Seat<Kept> seat(CacheKey key, Judgement judgement, String token, Search search) {
        if (search == Search.LOOK) {
            return new Seat.Alone<>(responses.look(key));
        }
        return responses.find(
                key,
                held -> isFor(held, token, judgement) ? judgement.serves(held) : token.isEmpty(),
                search == Search.WAIT);
    }

    private static Place place(CacheKey key, String foundBy, Seat<Kept> seat, Judgement judgement) {
        Held<Kept> there = there(seat);
        Held<Kept> ours = isFor(there, foundBy, judgement) ? there : null;
        if (seat instanceof Seat.Leads<Kept> leads) {
            return new Place(key, foundBy, ours, leads.attempt(), false);
        }
        return new Place(key, foundBy, ours, null, seat instanceof Seat.Found<Kept> found && found.collapsed());
    }

    private static @Nullable Held<Kept> there(Seat<Kept> seat) {
        if (seat instanceof Seat.Found<Kept> found) {
            return found.held();
        }
        return seat instanceof Seat.Leads<Kept> leads ? leads.there() : ((Seat.Alone<Kept>) seat).there();
    }
}
