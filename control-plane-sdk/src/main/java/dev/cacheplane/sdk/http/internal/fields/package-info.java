/** What the header fields of a message say, read as RFC 9110 and RFC 8941 have them; enter by {@code Fields}. No policy, no decision. */
@NullMarked
package dev.cacheplane.sdk.http.internal.fields;

import org.jspecify.annotations.NullMarked;
