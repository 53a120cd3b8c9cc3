package dev.cacheplane.sdk.policy;

import java.time.Duration;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param type {@code message} if it does not say
 * @param id its own; null if it has none
 * @param data its lines, with line feeds between them
 * @param retry null if it does not say
 */
record StreamEvent(
        String type,
        @Nullable String id,
        ByteString data,
        @Nullable Duration retry) {}
