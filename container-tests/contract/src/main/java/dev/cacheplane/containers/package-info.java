/** What holds on every servlet container that the filter runs on; begin with {@link dev.cacheplane.containers.CachingContract}. */
@NullMarked
package dev.cacheplane.containers;

import org.jspecify.annotations.NullMarked;
