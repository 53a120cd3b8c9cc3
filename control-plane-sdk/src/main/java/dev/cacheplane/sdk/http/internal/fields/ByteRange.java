package dev.cacheplane.sdk.http.internal.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One range that a request asks for, in bytes (RFC 9110, section 14.1.2). */
public sealed interface ByteRange {
    /** More digits are taken for this many: no body is as long. */
    int DIGITS = 18;

    /** From an offset to another one, both included. */
    record Between(long first, long last) implements ByteRange {}

    /** From an offset to the end. */
    record From(long first) implements ByteRange {}

    /** The last bytes. */
    record Last(long length) implements ByteRange {}

    /**
     * The ranges that a {@code Range} field asks for, in its order; empty if it is not there, stands there twice, is
     * malformed or counts in another unit: then it is to be ignored (section 14.2).
     */
    static Optional<List<ByteRange>> of(FieldSource request) {
        Optional<String> value = request.only("range");
        if (value.isEmpty() || !value.get().toLowerCase(Locale.ROOT).startsWith("bytes=")) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>();
        for (String member : FieldList.members(List.of(value.get().substring("bytes=".length())))) {
            Optional<ByteRange> range = parse(member);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return ranges.isEmpty() ? Optional.empty() : Optional.of(ranges);
    }

    private static Optional<ByteRange> parse(String member) {
        int dash = member.indexOf('-');
        String first = dash < 0 ? "" : member.substring(0, dash);
        String last = member.substring(dash + 1);
        boolean hasFirst = Grammar.isDigits(first);
        boolean hasLast = Grammar.isDigits(last);
        if (dash < 0 || (!hasFirst && !first.isEmpty()) || (!hasLast && !last.isEmpty()) || (!hasFirst && !hasLast)) {
            return Optional.empty();
        }
        if (!hasFirst) {
            return Optional.of(new Last(number(last)));
        }
        if (!hasLast) {
            return Optional.of(new From(number(first)));
        }
        return number(first) <= number(last) ? Optional.of(new Between(number(first), number(last))) : Optional.empty();
    }

    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
