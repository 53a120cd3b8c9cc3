/** Who may ask and who may change; enter by {@code AccessConfig}, which gives the {@code Access} that decides. */
@NullMarked
package dev.cacheplane.server.access;

import org.jspecify.annotations.NullMarked;
