@NullMarked
package dev.cacheplane.server;

import org.jspecify.annotations.NullMarked;
