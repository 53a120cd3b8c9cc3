package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.json.PolicyJson;
import dev.cacheplane.policy.json.PolicyJsonException;
import dev.cacheplane.policy.json.ReadSet;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a policy set that is offered, given what is held: a pure function, carried out by {@link CurrentPolicies}.
 *
 * <h2>Never backwards</h2>
 *
 * Stream and polls overtake each other, so an offer may be old. Inside an epoch the number tells. Two epochs have no
 * order of their own, but there is one in time: the control plane moves on to a new epoch and never back. So a set of
 * another epoch than the held one is newer only if it was asked for when the held one was held already; else nobody
 * knows, and it is asked for again. And an epoch that was left stays left.
 */
sealed interface Adoption {
    /** It holds from now on. */
    record Adopt(Held next) implements Adoption {}

    /** It is what is held. */
    record Confirm() implements Adoption {}

    /** What is held stays. */
    record Refuse(Reason reason, String message) implements Adoption {
        /** Whether this is what an offer looks like that was overtaken by another. */
        boolean mayBeLate() {
            return reason == Reason.OLDER || reason == Reason.LEFT || reason == Reason.LATE;
        }
    }

    /** Why not. */
    enum Reason {
        /** It is not what it is said to be. */
        HASH,
        /** It is no policy set. */
        UNREADABLE,
        /** It is another service's. */
        FOREIGN,
        /** It is an older revision of the same epoch. */
        OLDER,
        /** It is of an epoch that was left. */
        LEFT,
        /** It is of another epoch, and was asked for before the held one was known. */
        LATE
    }

    static Adoption of(Candidate candidate, Held held) {
        ByteString document = candidate.document();
        String hash = SnapshotId.hashOf(document);
        if (candidate.claimedHash() != null && !candidate.claimedHash().equals(hash)) {
            return new Refuse(Reason.HASH, "it sends policies with the hash of others");
        }
        ReadSet read;
        try {
            read = PolicyJson.readSet(document.toByteArray(), held.id() == null ? null : held.set());
        } catch (PolicyJsonException e) {
            return new Refuse(
                    Reason.UNREADABLE,
                    "its answer is no policy set: " + e.faults().get(0));
        }
        PolicySet set = read.set();
        if (!set.service().equals(held.set().service())) {
            return new Refuse(Reason.FOREIGN, "it answers the policies of '" + set.service() + "'");
        }
        if (candidate.claimed() != null && !candidate.claimed().equals(set.revision())) {
            return new Refuse(Reason.HASH, "it sends policies with the revision of others");
        }
        SnapshotId id = new SnapshotId(set.revision(), hash);
        Reason reason = whyNot(candidate, set.revision(), held);
        if (reason != null) {
            return new Refuse(reason, explained(reason, set.revision()));
        }
        return id.equals(held.id())
                ? new Confirm()
                : new Adopt(held.replacedBy(read, id, document, candidate.origin()));
    }

    private static @Nullable Reason whyNot(Candidate candidate, Revision offered, Held held) {
        if (held.id() == null) {
            return null;
        }
        if (candidate.origin() == Origin.DISK) {
            return Reason.LATE;
        }
        if (offered.epoch().equals(held.epoch())) {
            return offered.isOlderThan(held.set().revision()) ? Reason.OLDER : null;
        }
        if (held.left().contains(offered.epoch())) {
            return Reason.LEFT;
        }
        return candidate.askedUnder().equals(held.epoch()) ? null : Reason.LATE;
    }

    private static String explained(Reason reason, Revision offered) {
        return "it answers revision " + offered + ", which is "
                + (reason == Reason.LEFT ? "of an epoch that was left for another" : "older");
    }
}
