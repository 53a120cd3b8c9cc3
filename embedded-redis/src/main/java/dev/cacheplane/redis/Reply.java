package dev.cacheplane.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Redis answers, in the kinds of its protocol's second version. */
public sealed interface Reply {

    /** A short word of Redis' own, such as {@code OK}. */
    record Status(String text) implements Reply {}

    /** A refusal, beginning with its kind: {@code ERR}, {@code NOAUTH}, {@code WRONGTYPE}… */
    record Failure(String text) implements Reply {}

    /** An integer. */
    record Count(long value) implements Reply {}

    /** Nothing: there is no such thing. */
    record Nil() implements Reply {}

    /** Several answers in one. */
    record Items(List<Reply> items) implements Reply {

        public Items {
            items = List.copyOf(items);
        }
    }

    /** Data, byte for byte. */
    final class Data implements Reply {

        private final byte[] bytes;

        Data(byte[] bytes) {
            this.bytes = bytes;
        }

        /** These characters as UTF-8. */
        public static Data of(String text) {
            return new Data(text.getBytes(StandardCharsets.UTF_8));
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        /** The bytes as UTF-8. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Data data && Arrays.equals(bytes, data.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
