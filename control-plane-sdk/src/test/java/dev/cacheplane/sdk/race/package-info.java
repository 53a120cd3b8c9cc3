/** Races between readers, writers and everything that may come between them; enter by {@link dev.cacheplane.sdk.race.ResurrectionRaceTest}. */
@NullMarked
package dev.cacheplane.sdk.race;

import org.jspecify.annotations.NullMarked;
