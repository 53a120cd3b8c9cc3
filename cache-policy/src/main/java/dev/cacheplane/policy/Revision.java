package dev.cacheplane.policy;

/**
 * Which state of the control plane's store a policy set was read from.
 *
 * @param epoch the store's identity, random; numbers are comparable only inside one epoch
 * @param number counts the store's changes, from 0 for an empty store
 */
public record Revision(String epoch, long number) {
    /** Before any control plane was heard of. */
    public static final Revision NONE = new Revision("none", 0);

    /** @throws IllegalArgumentException if the epoch is not 1 to 64 letters and digits, or the number is negative */
    public Revision {
        if (!epoch.matches("[A-Za-z0-9]{1,64}")) {
            throw new IllegalArgumentException("an epoch is 1 to 64 letters and digits; not " + Quoted.of(epoch));
        }
        if (number < 0) {
            throw new IllegalArgumentException("a revision is not negative: " + number);
        }
    }

    /** The revision after this one, in the same epoch. */
    public Revision next() {
        return new Revision(epoch, number + 1);
    }

    /** Whether this is an older revision of the same epoch; revisions of two epochs are not older or newer. */
    public boolean isOlderThan(Revision other) {
        return epoch.equals(other.epoch) && number < other.number;
    }

    /** {@code epoch-number}, as it stands in entity tags. */
    @Override
    public String toString() {
        return epoch + "-" + number;
    }
}
