package dev.cacheplane.sdk.http.internal.servlet;

/** What becomes of a response whose head has been seen. */
public sealed interface Verdict {
    /** It leaves untouched, and nothing of it is kept. */
    Verdict PASS = new Pass();

    /**
     * Nothing of it leaves. The response is as it was before the handler, for another answer to be written: after the
     * handler has returned, or before the asynchronous cycle completes.
     *
     * <p>Taken as {@link #PASS} if it comes too late, which {@link WatchedResponse#isSwallowed} tells.
     */
    Verdict SWALLOW = new Swallow();

    /** It leaves untouched, and is copied. */
    static Verdict record(int most) {
        return new Recorded(most);
    }

    /** See {@link #PASS}. */
    record Pass() implements Verdict {}

    /**
     * See {@link #record}.
     *
     * @param most bytes of body; of a larger one nothing is kept
     */
    record Recorded(int most) implements Verdict {}

    /** See {@link #SWALLOW}. */
    record Swallow() implements Verdict {}
}
