package dev.cacheplane.sdk.policy;

/** Why a control plane gives no policies. */
enum Trouble {
    /** None: it does. */
    NONE,
    /** It does not answer, or not in time. */
    UNREACHABLE,
    /** It does not accept our token. */
    REFUSED,
    /** It answers something that is no policy set of this service. */
    UNUSABLE;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    /** What a status other than the one that was hoped for means. */
    static Trouble of(int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return REFUSED;
        }
        return status >= SERVER_ERROR ? UNREACHABLE : UNUSABLE;
    }

    /** The same in words. */
    static String explained(int status) {
        return "it answers " + status + (of(status) == REFUSED ? ": is the token right?" : " instead of 200");
    }
}
