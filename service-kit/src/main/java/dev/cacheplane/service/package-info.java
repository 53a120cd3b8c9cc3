/** What all our services share: configuration from the environment, start and stop; enter by {@code Service}. */
@NullMarked
package dev.cacheplane.service;

import org.jspecify.annotations.NullMarked;
