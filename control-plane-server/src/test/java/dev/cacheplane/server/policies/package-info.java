@NullMarked
package dev.cacheplane.server.policies;

import org.jspecify.annotations.NullMarked;
