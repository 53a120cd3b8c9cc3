package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.json.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service stands with its policies.
 *
 * @param held what its requests obey
 * @param age since the control plane last said that this is the current set; before it ever did, since the start
 * @param refused why its latest answer was refused as a whole; null if it was not
 */
record Standing(Held held, Duration age, @Nullable Fault refused) {
    /** All of the control plane's latest answer that is not obeyed. */
    List<Fault> rejected() {
        List<Fault> all = new ArrayList<>();
        if (refused != null) {
            all.add(refused);
        }
        all.addAll(held.rejected());
        return all;
    }
}
