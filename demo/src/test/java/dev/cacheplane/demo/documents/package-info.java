/** Holds the documents against the code; enter by {@code Documents}. */
@NullMarked
package dev.cacheplane.demo.documents;

import org.jspecify.annotations.NullMarked;
