@NullMarked
package dev.cacheplane.server.fleet;

import org.jspecify.annotations.NullMarked;
