package dev.cacheplane.server.policies;

import dev.cacheplane.policy.Revision;

/**
 * When a new epoch has to begin: a store whose epoch somebody has seen at a higher number has been restored from a backup, and counts
 * again what was counted already. Clients that know the higher numbers would refuse everything for being old.
 */
final class Epochs {
    /**
     * What is further ahead than that, nobody has seen: somebody made it up. It also keeps the numbers small, whatever is made up.
     */
    static final long MOST_LOST = 1_000_000;

    /**
     * How far the new epoch's numbers begin above what was seen. Others may have seen more. Entries in Redis remember numbers without
     * epochs, and a number of theirs must not come again.
     */
    static final long GAP = 1_000;

    private Epochs() {}

    /** Whether somebody who has seen one revision proves that the store, which is at the other, has lost changes. */
    static boolean isLost(Revision own, Revision seen) {
        return own.isOlderThan(seen) && seen.number() - own.number() <= MOST_LOST;
    }

    /** Where the new epoch begins. */
    static Revision first(Revision seen) {
        return new Revision(PolicyStore.newEpoch(), seen.number() + GAP);
    }
}
