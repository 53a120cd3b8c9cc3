package dev.cacheplane.sdk.store;

/**
 * The keys of one entry, all in one slot.
 *
 * @param entry holds the payload and nothing else
 * @param tag of the entry's slot
 */
record EntryKeys(String entry, String tag) {
    private static final String LEASE = "lease:{";

    static EntryKeys of(String entry) {
        return new EntryKeys(entry, SlotTags.of(entry));
    }

    /** {@code meta:{tag}:entry}. */
    String metadata() {
        return "meta:{" + tag + "}:" + entry;
    }

    /** {@code lease:{tag}:entry}. */
    String lease() {
        return LEASE + tag + "}:" + entry;
    }

    /** {@code staged:{tag}:entry:token}: where one attempt puts a payload that is not yet the entry's. */
    String staged(String token) {
        return "staged:{" + tag + "}:" + entry + ":" + token;
    }

    /** The pattern of the lease keys whose entries match {@code glob}. */
    static String leaseGlob(String glob) {
        return LEASE + "*}:" + glob;
    }

    /** The entry that a lease key belongs to. */
    static String entryOfLease(String lease) {
        return lease.substring(lease.indexOf("}:") + 2);
    }

    /** What scripts are given, always in this order. */
    String[] all() {
        return new String[] {entry, metadata(), lease()};
    }
}
