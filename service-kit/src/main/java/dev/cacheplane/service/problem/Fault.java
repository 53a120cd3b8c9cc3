package dev.cacheplane.service.problem;

/**
 * One thing that is wrong with a request's body.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole document
 * @param detail what is wrong and what is expected, without a final stop
 */
public record Fault(String pointer, String detail) {}
