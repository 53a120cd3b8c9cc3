package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import dev.cacheplane.policy.json.Fault;
import dev.cacheplane.policy.json.ReadSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The policies that are held.
 *
 * @param set as it was understood
 * @param id null before anything was held
 * @param document what it was read from; empty before
 * @param rejected what in it could not be understood
 * @param left the epochs of earlier sets, to which there is no way back
 */
record Held(
        PolicySet set,
        @Nullable SnapshotId id,
        ByteString document,
        Origin origin,
        List<Fault> rejected,
        Set<String> left) {
    /** More epochs than a control plane will ever have; a bound for one that makes up a new one each time. */
    private static final int MOST_EPOCHS = 1_000;

    Held {
        rejected = List.copyOf(rejected);
    }

    static Held nothing(ServiceName service) {
        return new Held(
                PolicySet.empty(service, Revision.NONE), null, ByteString.EMPTY, Origin.DEFAULT, List.of(), Set.of());
    }

    /** The epoch that is held; that of {@link Revision#NONE} before there was any. */
    String epoch() {
        return set.revision().epoch();
    }

    Held replacedBy(ReadSet read, SnapshotId next, ByteString from, Origin whence) {
        return new Held(
                read.set(),
                next,
                from,
                whence,
                read.rejected(),
                leaving(next.revision().epoch()));
    }

    private Set<String> leaving(String next) {
        if (id == null || epoch().equals(next)) {
            return left;
        }
        Set<String> more = new LinkedHashSet<>(left);
        more.add(epoch());
        if (more.size() > MOST_EPOCHS) {
            more.remove(more.iterator().next());
        }
        return more;
    }

    /** The same policies, heard of from there too. */
    Held confirmedBy(Origin whence) {
        return new Held(set, id, document, whence, rejected, left);
    }
}
