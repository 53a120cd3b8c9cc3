package dev.cacheplane.server.policies;

import dev.cacheplane.policy.ServiceName;

/** A service would have more endpoints than one may have. */
final class TooManyEndpointsException extends RuntimeException {
    TooManyEndpointsException(ServiceName service, int most) {
        super(service + " would have more than " + most + " endpoints; patterns such as /products/{id} need fewer");
    }
}
