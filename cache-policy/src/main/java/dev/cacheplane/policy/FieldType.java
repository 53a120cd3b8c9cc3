package dev.cacheplane.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which values a {@link PolicyField} takes; the wire form and the console are made from this.
 *
 * @param <T> the values' class
 */
public sealed interface FieldType<T> {

    /** True or false. */
    record Flag() implements FieldType<Boolean> {}

    /** A whole number from {@code least} to {@code most}. */
    record Whole(long least, long most) implements FieldType<Long> {}

    /** A whole number of seconds from {@code least} to {@code most}. */
    record Seconds(long least, long most) implements FieldType<Duration> {}

    /** One of an enum's constants, in lower case on the wire. */
    record Choice<E extends Enum<E>>(Class<E> constants) implements FieldType<E> {}

    /** Text of a certain shape; {@code expected} says which. */
    record Text(Pattern shape, String expected) implements FieldType<String> {}

    /** A list of distinct names of a certain shape, at most {@code most}. */
    record Names(Pattern shape, String expected, int most) implements FieldType<List<String>> {}

    /** What enters the key. */
    record Recipe() implements FieldType<KeyRecipe> {}

    /** What an unsafe request invalidates. */
    record Targets() implements FieldType<Invalidates> {}

    /** A value of another type, or the word that says that there is none. */
    record OrNone<T>(FieldType<T> type, String word) implements FieldType<Optional<T>> {}
}
