/** The policies: what clients read and change, and how it is kept; enter by {@code Policies}. */
@NullMarked
package dev.cacheplane.server.policies;

import org.jspecify.annotations.NullMarked;
