/** Who may change something; enter by {@code WebhookAccess}. */
@NullMarked
package dev.cacheplane.analytics.access;

import org.jspecify.annotations.NullMarked;
