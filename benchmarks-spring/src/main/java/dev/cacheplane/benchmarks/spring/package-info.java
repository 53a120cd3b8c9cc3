/** Services of Spring Boot for others to be measured against, as people write them; enter by {@code Main}. */
@NullMarked
package dev.cacheplane.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
