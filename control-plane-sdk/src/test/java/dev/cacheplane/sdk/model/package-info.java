/** The cache against a model of it that is simple enough to be believed; enter by {@link dev.cacheplane.sdk.model.ModelTest}. */
@NullMarked
package dev.cacheplane.sdk.model;

import org.jspecify.annotations.NullMarked;
