package dev.cacheplane.server.policies;

import dev.cacheplane.policy.ServiceName;

/** A service's policies would be more than services read. */
final class SetTooLargeException extends RuntimeException {
    private SetTooLargeException(String message) {
        super(message);
    }

    static SetTooLargeException ofEndpoints(ServiceName service, int most) {
        return new SetTooLargeException(
                service + " would have more than " + most + " endpoints; patterns such as /products/{id} need fewer");
    }

    static SetTooLargeException ofBytes(ServiceName service, long most) {
        return new SetTooLargeException("the policies of " + service + " would be more than " + most
                + " bytes, which its instances would not read; shorter lists in key, tags and invalidates need fewer");
    }
}
