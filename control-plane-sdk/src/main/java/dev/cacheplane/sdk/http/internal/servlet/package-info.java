/** Servlet requests and responses that are watched and altered on their way, and otherwise as they were; enter by {@code WatchedResponse}. */
@NullMarked
package dev.cacheplane.sdk.http.internal.servlet;

import org.jspecify.annotations.NullMarked;
