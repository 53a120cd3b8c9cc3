/** Tests of the web page's files: begin with {@code ConsoleFilesTest}. */
@NullMarked
package dev.cacheplane.server.console;

import org.jspecify.annotations.NullMarked;
