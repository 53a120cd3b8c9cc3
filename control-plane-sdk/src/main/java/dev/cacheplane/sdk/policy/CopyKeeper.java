package dev.cacheplane.sdk.policy;

import dev.cacheplane.policy.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a copy of the policies on disk, behind the back of those who obey them. */
final class CopyKeeper {
    private static final Logger log = LoggerFactory.getLogger(CopyKeeper.class);

    /** How exactly the copy knows when it was last confirmed; so often at most it is written anew. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final LastKnownGood disk;
    private final ServiceName service;
    private final CurrentPolicies policies;
    private final InstantSource clock;
    private final Worker worker;
    private boolean failing;

    /** @param clock the time of day, which outlives a restart */
    CopyKeeper(Path directory, ServiceName service, CurrentPolicies policies, InstantSource clock) {
        this.disk = new LastKnownGood(directory, service);
        this.service = service;
        this.policies = policies;
        this.clock = clock;
        this.worker = new Worker("cacheplane-disk-" + service, this::turn, () -> {});
    }

    Worker worker() {
        return worker;
    }

    /** Lets the copy hold, if there is a good one. */
    void load() {
        try {
            tidy();
            Optional<Copy> copy = disk.read();
            if (copy.isPresent()) {
                Candidate candidate =
                        Candidate.stored(copy.get().document(), copy.get().age(clock.instant()));
                if (policies.offer(candidate) instanceof Adoption.Refuse refuse) {
                    ignored(refuse.message());
                }
            }
        } catch (IOException | RuntimeException e) {
            ignored(e.toString());
        }
    }

    private void tidy() {
        try {
            disk.tidy(clock.instant());
        } catch (IOException | RuntimeException e) { // another may be tidying at this moment
            log.debug("What killed processes have left in {} stays there", disk.file(), e);
        }
    }

    private void ignored(String why) {
        log.warn("The copy of policies in {} is not used: {}", disk.file(), why);
    }

    private Duration turn() {
        Standing standing = policies.standing();
        SnapshotId id = standing.held().id();
        if (id == null || standing.held().origin().isOurOwn()) {
            return PRECISION;
        }
        Instant confirmedAt = clock.instant().minus(standing.age());
        Copy copy = new Copy(id, confirmedAt, standing.held().document());
        try {
            if (!isCovered(copy)) {
                disk.write(copy);
            }
            if (failing) {
                log.info("Policies of {} are kept in {} again", service, disk.file());
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn("Policies of {} cannot be kept in {}: {}", service, disk.file(), e.toString());
            }
            failing = true;
        }
        return PRECISION;
    }

    private boolean isCovered(Copy copy) {
        try {
            return disk.read()
                    .filter(there -> copy.isCoveredBy(there, clock.instant(), PRECISION))
                    .isPresent();
        } catch (IOException e) {
            return false; // not as it should be: to be replaced
        }
    }
}
