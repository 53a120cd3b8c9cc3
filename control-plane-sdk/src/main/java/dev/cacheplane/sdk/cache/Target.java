package dev.cacheplane.sdk.cache;

import dev.cacheplane.policy.EndpointPattern;
import dev.cacheplane.policy.PolicyField;

/**
 * What an invalidation is of: one {@linkplain CacheKey key}, or everything of the service, of an endpoint, or with a tag. The last three are one write to Redis, however
 * many entries there are; those stay visible until they expire, and are used no more.
 */
public sealed interface Target permits CacheKey, Target.Service, Target.Endpoint, Target.Tag {
    /** Everything of this service, its own namespaces included. */
    static Target service() {
        return new Service();
    }

    /**
     * What this endpoint governs, in all its versions and with any query.
     *
     * @param pattern as it is configured, such as {@code /products/{id}}. One that is not configured governs nothing: then the entries whose paths match are looked for
     *     one by one, which is as costly as {@link Cache#clear}
     * @throws dev.cacheplane.policy.InvalidPatternException if it is none
     */
    static Target endpoint(String pattern) {
        return new Endpoint(EndpointPattern.parse(pattern));
    }

    /**
     * What bears this tag: by its policy, its {@linkplain CacheKey#tagged key}, or its {@linkplain TaggingLoader computation}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Target tag(String name) {
        return new Tag(name);
    }

    /** See {@link Target#service}. */
    record Service() implements Target {}

    /** See {@link Target#endpoint}. */
    record Endpoint(EndpointPattern pattern) implements Target {}

    /** See {@link Target#tag}. */
    record Tag(String name) implements Target {
        /**
         * Checks it.
         *
         * @throws IllegalArgumentException if the name is not one that {@code tags} in a policy takes
         */
        public Tag {
            PolicyField.checkTag(name);
        }
    }
}
