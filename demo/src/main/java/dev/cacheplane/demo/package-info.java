/** Starts everything on one machine; enter by {@code Main}. */
@NullMarked
package dev.cacheplane.demo;

import org.jspecify.annotations.NullMarked;
