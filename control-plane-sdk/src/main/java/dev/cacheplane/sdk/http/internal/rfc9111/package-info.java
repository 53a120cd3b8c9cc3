/**
 * What a shared HTTP cache does with requests and responses, as RFC 9111 decides it and a policy on top; enter by {@code Reuse}
 * for a request and by {@code Storing} for a response.
 *
 * <p>Pure: no I/O, no clock, no randomness; time is always a parameter. The room above carries it out.
 */
@NullMarked
package dev.cacheplane.sdk.http.internal.rfc9111;

import org.jspecify.annotations.NullMarked;
