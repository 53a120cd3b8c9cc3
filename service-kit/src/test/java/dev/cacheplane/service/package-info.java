@NullMarked
package dev.cacheplane.service;

import org.jspecify.annotations.NullMarked;
