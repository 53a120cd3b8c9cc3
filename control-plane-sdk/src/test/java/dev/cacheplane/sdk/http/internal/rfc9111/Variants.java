package dev.cacheplane.sdk.http.internal.rfc9111;

import dev.cacheplane.sdk.http.internal.fields.FieldSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The responses that are stored for one URI, of which a cache without slots would choose. */
record Variants(List<Made> all) {
    /** None. */
    public static final Variants NONE = new Variants(List.of());

    private static final Comparator<Made> BY_DATE = Comparator.comparing(Made::date);

    /** Copies the list. */
    public Variants {
        all = List.copyOf(all);
    }

    /**
     * The one that answers a request: of several that would, the one made last (RFC 9111, section 4.1). One that varies goes
     * before one that does not say so: that may have been made by mistake for everybody.
     */
    public Optional<Made> choose(FieldSource request) {
        return all.stream()
                .filter(made -> made.variant().suits(request))
                .max(Comparator.<Made, Boolean>comparing(
                                made -> !made.variant().vary().names().isEmpty())
                        .thenComparing(BY_DATE));
    }

    /**
     * These and another one, which takes the place of one for the same requests; the oldest go where there are too many,
     * since a field like {@code User-Agent} has more values than anybody can store.
     *
     * @param most how many there may be
     */
    public Variants with(Made added, int most) {
        List<Made> kept = new ArrayList<>(all.stream()
                .filter(made ->
                        !added.variant().selection().equals(made.variant().selection()))
                .sorted(BY_DATE)
                .toList());
        while (kept.size() >= most) {
            kept.remove(0);
        }
        kept.add(added);
        return new Variants(kept);
    }
}
