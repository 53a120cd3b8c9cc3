/** How our services come by their connection to the control plane and to Redis; enter by {@code SdkConfig}. */
@NullMarked
package dev.cacheplane.service.sdk;

import org.jspecify.annotations.NullMarked;
