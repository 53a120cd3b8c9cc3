/** The front door of the library that services carry; enter by {@code ControlPlane}. */
@NullMarked
package dev.cacheplane.sdk;

import org.jspecify.annotations.NullMarked;
