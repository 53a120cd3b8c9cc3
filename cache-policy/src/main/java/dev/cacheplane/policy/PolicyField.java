package dev.cacheplane.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One field of a policy: its name on the wire, which values it takes, and what holds when no level sets it.
 *
 * <p>This is the only list of the fields. Settings, effective policies, JSON and documents are made from it.
 *
 * @param <T> the class of its values
 */
public final class PolicyField<T> {
    private static final List<PolicyField<?>> FIELDS = new ArrayList<>();
    private static final long A_YEAR = 31_536_000;

    /** The shape of tags, wherever they are named. */
    static final FieldType.Names TAG_NAMES = new FieldType.Names(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}"),
            "1 to 128 of A-Z, a-z, 0-9, '.', '_', ':', '/' and '-', beginning with a letter or a digit",
            64);

    /** {@code shouldCache}: off until someone turns it on. */
    public static final PolicyField<Boolean> SHOULD_CACHE = field("shouldCache", new FieldType.Flag(), false);

    /** {@code ttlSeconds}: how long an entry is fresh. */
    public static final PolicyField<Duration> TTL = seconds("ttlSeconds", 1, 300);

    /** {@code freshness}: who decides how long a response is fresh. */
    public static final PolicyField<Freshness> FRESHNESS =
            field("freshness", new FieldType.Choice<>(Freshness.class), Freshness.POLICY);

    /** {@code staleWhileRevalidateSeconds}: how long after the TTL an entry is served while a new one is made (RFC 5861). */
    public static final PolicyField<Duration> STALE_WHILE_REVALIDATE = seconds("staleWhileRevalidateSeconds", 0, 0);

    /** {@code staleIfErrorSeconds}: how long after the TTL an entry is served when making a new one fails (RFC 5861). */
    public static final PolicyField<Duration> STALE_IF_ERROR = seconds("staleIfErrorSeconds", 0, 0);

    /** {@code negativeTtlSeconds}: how long "there is none" is kept (HTTP: 404, 410). */
    public static final PolicyField<Duration> NEGATIVE_TTL = seconds("negativeTtlSeconds", 0, 0);

    /** {@code jitterPercent}: TTLs are shortened at random by up to this. */
    public static final PolicyField<Long> JITTER = field("jitterPercent", new FieldType.Whole(0, 90), 0L);

    /** {@code key}: what of a request makes it another entry. */
    public static final PolicyField<KeyRecipe> KEY = field("key", new FieldType.Recipe(), KeyRecipe.DEFAULT);

    /** {@code keyVersion}: stands in front of the key; raising it makes old entries unreachable. */
    public static final PolicyField<Optional<String>> KEY_VERSION = field(
            "keyVersion",
            new FieldType.OrNone<>(
                    new FieldType.Text(Pattern.compile("v[0-9]{1,9}"), "'v' and 1 to 9 digits, such as \"v2\""),
                    "none"),
            Optional.empty());

    /** {@code tags}: names that entries can be invalidated by. */
    public static final PolicyField<List<String>> TAGS = field("tags", TAG_NAMES, List.of());

    /** {@code invalidates}: what a successful unsafe request on this endpoint invalidates. */
    public static final PolicyField<Invalidates> INVALIDATES =
            field("invalidates", new FieldType.Targets(), Invalidates.NOTHING);

    /** {@code nearCache}: whether services keep entries in their own memory too. */
    public static final PolicyField<Boolean> NEAR_CACHE = field("nearCache", new FieldType.Flag(), true);

    /** {@code maxBodyBytes}: larger responses pass uncached. */
    public static final PolicyField<Long> MAX_BODY_BYTES =
            field("maxBodyBytes", new FieldType.Whole(0, 512L << 20), 1L << 20);

    /** {@code compressAboveBytes}: larger payloads are stored compressed. */
    public static final PolicyField<Optional<Long>> COMPRESS_ABOVE_BYTES = field(
            "compressAboveBytes",
            new FieldType.OrNone<>(new FieldType.Whole(0, 512L << 20), "never"),
            Optional.empty());

    /** {@code etag}: whether stored bodies that have no entity tag are given one. */
    public static final PolicyField<EntityTags> ETAG =
            field("etag", new FieldType.Choice<>(EntityTags.class), EntityTags.NONE);

    /** {@code onPolicyLoss}: what a service does when its policies have grown too old. */
    public static final PolicyField<PolicyLoss> ON_POLICY_LOSS =
            field("onPolicyLoss", new FieldType.Choice<>(PolicyLoss.class), PolicyLoss.KEEP);

    /** {@code policyMaxAgeSeconds}: when policies have grown too old. */
    public static final PolicyField<Optional<Duration>> POLICY_MAX_AGE = field(
            "policyMaxAgeSeconds", new FieldType.OrNone<>(new FieldType.Seconds(1, A_YEAR), "none"), Optional.empty());

    private static final List<PolicyField<?>> ALL = List.copyOf(FIELDS);

    private final int ordinal;
    private final String name;
    private final FieldType<T> type;
    private final T defaultValue;

    private PolicyField(int ordinal, String name, FieldType<T> type, T defaultValue) {
        this.ordinal = ordinal;
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    private static <T> PolicyField<T> field(String name, FieldType<T> type, T defaultValue) {
        PolicyField<T> field = new PolicyField<>(FIELDS.size(), name, type, defaultValue);
        FIELDS.add(field);
        return field;
    }

    private static PolicyField<Duration> seconds(String name, long least, long defaultValue) {
        return field(name, new FieldType.Seconds(least, A_YEAR), Duration.ofSeconds(defaultValue));
    }

    /**
     * Checks a tag.
     *
     * @throws IllegalArgumentException if no policy takes this as one
     */
    public static void checkTag(String name) {
        if (!TAG_NAMES.shape().matcher(name).matches()) {
            throw new IllegalArgumentException("A tag is " + TAG_NAMES.expected() + "; not " + Quoted.of(name));
        }
    }

    /** Every field, in the order of the documents. */
    public static List<PolicyField<?>> all() {
        return ALL;
    }

    /** The field's name on the wire, such as {@code ttlSeconds}. */
    public String name() {
        return name;
    }

    /** Which values it takes. */
    public FieldType<T> type() {
        return type;
    }

    /** What holds when no level sets it. */
    public T defaultValue() {
        return defaultValue;
    }

    int ordinal() {
        return ordinal;
    }

    @Override
    public String toString() {
        return name;
    }
}
