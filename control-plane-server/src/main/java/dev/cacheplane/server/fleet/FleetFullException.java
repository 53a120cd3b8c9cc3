package dev.cacheplane.server.fleet;

import dev.cacheplane.policy.ServiceName;

/** There are as many instances as can be kept. */
final class FleetFullException extends RuntimeException {
    FleetFullException(ServiceName service) {
        super("There are too many instances to keep another one of " + service);
    }
}
