/** The filter on a Tomcat alone; see {@link dev.cacheplane.containers.tomcat.TomcatTest}. */
@NullMarked
package dev.cacheplane.containers.tomcat;

import org.jspecify.annotations.NullMarked;
