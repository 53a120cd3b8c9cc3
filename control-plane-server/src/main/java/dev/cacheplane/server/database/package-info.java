/** Opens the database that every feature's store keeps its rows in; enter by {@code Database}. */
@NullMarked
package dev.cacheplane.server.database;

import org.jspecify.annotations.NullMarked;
