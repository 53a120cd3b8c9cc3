package dev.cacheplane.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one level sets: any of the fields, the rest being inherited. Immutable. */
public final class PolicySettings {
    /** Sets nothing. */
    public static final PolicySettings EMPTY =
            new PolicySettings(new @Nullable Object[PolicyField.all().size()]);

    private final @Nullable Object[] values;

    private PolicySettings(@Nullable Object[] values) {
        this.values = values;
    }

    /** What this level sets the field to; empty if it leaves it to be inherited. */
    public <T> Optional<T> get(PolicyField<T> field) {
        return Optional.ofNullable(value(field));
    }

    /** Whether this level sets the field. */
    public boolean sets(PolicyField<?> field) {
        return values[field.ordinal()] != null;
    }

    /** Whether this level sets no field at all. */
    public boolean isEmpty() {
        return PolicyField.all().stream().noneMatch(this::sets);
    }

    /** The same settings with this field set; the value is trusted to be one that the field's type takes. */
    public <T> PolicySettings with(PolicyField<T> field, T value) {
        return replacing(field, value);
    }

    /** The same settings with this field left to be inherited. */
    public PolicySettings without(PolicyField<?> field) {
        return replacing(field, null);
    }

    private PolicySettings replacing(PolicyField<?> field, @Nullable Object value) {
        @Nullable Object[] copy = values.clone();
        copy[field.ordinal()] = value;
        return new PolicySettings(copy);
    }

    @SuppressWarnings("unchecked") // with() is the only way in, and takes a T for a PolicyField<T>
    <T> @Nullable T value(PolicyField<T> field) {
        return (T) values[field.ordinal()];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicySettings that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return PolicyField.all().stream()
                .filter(this::sets)
                .map(field -> field + "=" + values[field.ordinal()])
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
