package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.cache.EntryView.Usable;
import java.util.function.Predicate;

/**
 * What somebody looks for.
 *
 * @param serves whether what is there satisfies; else it is the right to compute a new one
 * @param blindly whether the lease may be asked for before anybody has looked, where probably nothing is there
 */
record Purpose<T>(Predicate<Usable<T>> serves, boolean blindly) {
    /** A value to serve. */
    static <T> Purpose<T> serve() {
        return new Purpose<>(usable -> isFresh(usable) || usable.standing() == Standing.STALE, true);
    }

    /** The right to compute a value anew: something stale does not satisfy. */
    static <T> Purpose<T> renew() {
        return new Purpose<>(Purpose::isFresh, false);
    }

    private static boolean isFresh(Usable<?> usable) {
        return usable.standing() == Standing.FRESH;
    }
}
