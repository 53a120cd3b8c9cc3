package dev.cacheplane.policy;

/** Where a value of an effective policy comes from, the most specific level last. */
public enum PolicyLevel {
    /** Nobody set it: the built-in default. */
    DEFAULT("default"),
    /** The defaults of all services. */
    GLOBAL("global"),
    /** The defaults of one service. */
    SERVICE("service"),
    /** The endpoint itself. */
    ENDPOINT("endpoint"),
    /** No level: the policies are older than they say they may be. In services only, see {@link PolicySet#agedTo}. */
    LOSS("loss");

    private final String wireName;

    PolicyLevel(String wireName) {
        this.wireName = wireName;
    }

    /** The level's name in JSON. */
    public String wireName() {
        return wireName;
    }
}
