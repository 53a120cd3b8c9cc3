/** Reads JSON bodies strictly, and says everything that is wrong with one; enter by {@code JsonBody}. */
@NullMarked
package dev.cacheplane.service.json;

import org.jspecify.annotations.NullMarked;
