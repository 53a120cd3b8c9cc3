@NullMarked
package dev.cacheplane.server.database;

import org.jspecify.annotations.NullMarked;
