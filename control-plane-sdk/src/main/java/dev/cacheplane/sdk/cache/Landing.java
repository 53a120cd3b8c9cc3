package dev.cacheplane.sdk.cache;

import org.jspecify.annotations.Nullable;

/**
 * What those who wait for a response do next.
 *
 * @param kept the response, for those whom it serves; null if there is none
 */
record Landing<T>(Next next, @Nullable Kept<T> kept) {
    enum Next {
        /** Take it, if it serves. */
        TAKE,
        /** Look again, as if they had come now. */
        AGAIN,
        /** Look again, but do not wait again. */
        ONCE_MORE,
        /** Make one for themselves: there will be none to share. */
        ALONE
    }

    static <T> Landing<T> with(Kept<T> kept) {
        return new Landing<>(Next.TAKE, kept);
    }

    static <T> Landing<T> without(Next next) {
        return new Landing<>(next, null);
    }
}
