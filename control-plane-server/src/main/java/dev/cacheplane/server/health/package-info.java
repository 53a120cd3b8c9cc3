/** Tells whether this control plane works; enter by {@code HealthRoute}. */
@NullMarked
package dev.cacheplane.server.health;

import org.jspecify.annotations.NullMarked;
