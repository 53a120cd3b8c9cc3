@NullMarked
package dev.cacheplane.server.access;

import org.jspecify.annotations.NullMarked;
