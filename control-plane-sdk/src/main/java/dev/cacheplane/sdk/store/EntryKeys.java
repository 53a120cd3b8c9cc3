package dev.cacheplane.sdk.store;

/**
 * The three keys of one entry, all in one slot.
 *
 * @param entry holds the payload and nothing else
 * @param metadata {@code meta:{tag}:entry}
 * @param lease {@code lease:{tag}:entry}
 */
record EntryKeys(String entry, String metadata, String lease) {
    private static final String LEASE = "lease:{";

    static EntryKeys of(String entry) {
        String tagged = SlotTags.of(entry) + "}:" + entry;
        return new EntryKeys(entry, "meta:{" + tagged, LEASE + tagged);
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
        return new String[] {entry, metadata, lease};
    }
}
