/** The filter on the Jetty of Javalin; see {@link dev.cacheplane.containers.javalin.JavalinTest}. */
@NullMarked
package dev.cacheplane.containers.javalin;

import org.jspecify.annotations.NullMarked;
