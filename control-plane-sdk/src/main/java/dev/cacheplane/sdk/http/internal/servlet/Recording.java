package dev.cacheplane.sdk.http.internal.servlet;

import dev.cacheplane.sdk.http.internal.fields.Fields;

/**
 * What has been copied of a response.
 *
 * @param fields as the watch saw them, without those that it added
 * @param body not to be changed; what the handler wrote, also in answer to {@code HEAD}. Empty if this is not whole
 * @param isWhole whether this is, byte for byte, the response that the client was sent, with nothing left out; false also
 *     where that is not certain
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares recordings, and copying bodies would cost
public record Recording(int status, Fields fields, byte[] body, boolean isWhole) {}
