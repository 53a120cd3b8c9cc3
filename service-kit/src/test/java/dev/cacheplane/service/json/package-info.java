@NullMarked
package dev.cacheplane.service.json;

import org.jspecify.annotations.NullMarked;
