@NullMarked
package dev.cacheplane.service.sdk;

import org.jspecify.annotations.NullMarked;
