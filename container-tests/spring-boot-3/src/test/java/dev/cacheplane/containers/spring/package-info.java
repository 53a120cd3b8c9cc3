/** The filter as a bean of Spring Boot; see {@link dev.cacheplane.containers.spring.SpringTest}. */
@NullMarked
package dev.cacheplane.containers.spring;

import org.jspecify.annotations.NullMarked;
