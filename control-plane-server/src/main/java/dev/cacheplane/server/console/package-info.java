/** The web page of the control plane, file by file: enter by {@code ConsoleRoutes}. What the page does is in the resources beside; begin with app.js. */
@NullMarked
package dev.cacheplane.server.console;

import org.jspecify.annotations.NullMarked;
