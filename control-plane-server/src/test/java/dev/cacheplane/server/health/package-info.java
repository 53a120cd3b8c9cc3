@NullMarked
package dev.cacheplane.server.health;

import org.jspecify.annotations.NullMarked;
