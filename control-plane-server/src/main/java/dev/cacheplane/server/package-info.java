/** Starts the control plane: {@code Main} and {@code ServerConfig} only wire. */
@NullMarked
package dev.cacheplane.server;

import org.jspecify.annotations.NullMarked;
