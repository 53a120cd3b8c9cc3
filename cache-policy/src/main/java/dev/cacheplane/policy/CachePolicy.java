package dev.cacheplane.policy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A complete policy: a value for every field. Immutable; reading a field is reading an array. */
public final class CachePolicy {
    /** What holds where nobody has set anything: no caching. */
    public static final CachePolicy DEFAULTS = complete(PolicySettings.EMPTY);

    private final PolicySettings values;

    private CachePolicy(PolicySettings values) {
        this.values = values;
    }

    /** These settings, and the built-in default where they set nothing. */
    static CachePolicy complete(PolicySettings settings) {
        PolicySettings values = settings;
        for (PolicyField<?> field : PolicyField.all()) {
            values = values.sets(field) ? values : withDefault(values, field);
        }
        return new CachePolicy(values);
    }

    private static <T> PolicySettings withDefault(PolicySettings settings, PolicyField<T> field) {
        return settings.with(field, field.defaultValue());
    }

    /** The value of a field. */
    public <T> T get(PolicyField<T> field) {
        return Objects.requireNonNull(values.value(field));
    }

    /** The same policy but for this field: for fixed policies and tests. */
    public <T> CachePolicy with(PolicyField<T> field, T value) {
        return new CachePolicy(values.with(field, value));
    }

    /** Whether anything is cached at all; false by default. */
    public boolean shouldCache() {
        return get(PolicyField.SHOULD_CACHE);
    }

    /** How long an entry is fresh; 300 s by default. */
    public Duration ttl() {
        return get(PolicyField.TTL);
    }

    /** Who decides how long a response is fresh; the policy by default. */
    public Freshness freshness() {
        return get(PolicyField.FRESHNESS);
    }

    /** How long after the TTL an entry is served while a new one is made (RFC 5861); zero by default. */
    public Duration staleWhileRevalidate() {
        return get(PolicyField.STALE_WHILE_REVALIDATE);
    }

    /** How long after the TTL an entry is served when making a new one fails (RFC 5861); zero by default. */
    public Duration staleIfError() {
        return get(PolicyField.STALE_IF_ERROR);
    }

    /** How long "there is none" is kept; zero, that is not at all, by default. */
    public Duration negativeTtl() {
        return get(PolicyField.NEGATIVE_TTL);
    }

    /** By up to how many per cent TTLs are shortened at random; 0 by default. */
    public long jitterPercent() {
        return get(PolicyField.JITTER);
    }

    /** What of a request makes it another entry; all of the query by default. */
    public KeyRecipe keyRecipe() {
        return get(PolicyField.KEY);
    }

    /** What stands in front of the key, such as {@code v2}; nothing by default. */
    public Optional<String> keyVersion() {
        return get(PolicyField.KEY_VERSION);
    }

    /** Names that entries can be invalidated by; none by default. */
    public List<String> tags() {
        return get(PolicyField.TAGS);
    }

    /** What a successful unsafe request invalidates; nothing by default. */
    public Invalidates invalidates() {
        return get(PolicyField.INVALIDATES);
    }

    /** Whether services keep entries in their own memory too; true by default. */
    public boolean nearCache() {
        return get(PolicyField.NEAR_CACHE);
    }

    /** Above how many bytes a response passes uncached; 1,048,576 by default. */
    public long maxBodyBytes() {
        return get(PolicyField.MAX_BODY_BYTES);
    }

    /** Above how many bytes a payload is stored compressed; never by default. */
    public Optional<Long> compressAboveBytes() {
        return get(PolicyField.COMPRESS_ABOVE_BYTES);
    }

    /** Whether stored bodies that have no entity tag are given one; they are not by default. */
    public EntityTags entityTags() {
        return get(PolicyField.ETAG);
    }

    /** What a service does when its policies have grown too old; it keeps them by default. */
    public PolicyLoss onPolicyLoss() {
        return get(PolicyField.ON_POLICY_LOSS);
    }

    /** When policies have grown too old; never by default. */
    public Optional<Duration> policyMaxAge() {
        return get(PolicyField.POLICY_MAX_AGE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CachePolicy that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
