package dev.cacheplane.benchmarks.cache;

import java.util.Arrays;
import java.util.List;

/** What is compared with what. */
enum Contest {
    BYTES("A hit, of bytes", Hits.class, "hit", Form.BYTES),
    HITS("A hit, of objects", Hits.class, "hit", Form.OBJECTS),
    NEAR("A hit in the process' own memory, of objects", Hits.class, "hit", Form.OBJECTS),
    FILLS("A miss that is filled, of bytes", Writes.class, "missAndFill", Form.BYTES),
    INVALIDATIONS("An invalidation of an entry that is there", Writes.class, "invalidate", Form.BYTES);

    private final String title;
    private final Class<?> place;
    private final String method;
    private final Form form;

    Contest(String title, Class<?> place, String method, Form form) {
        this.title = title;
        this.place = place;
        this.method = method;
        this.form = form;
    }

    String title() {
        return title;
    }

    /** The full name of the method that is measured. */
    String benchmark() {
        return place.getName() + "." + method;
    }

    /** How many operations a score is of. */
    int batch() {
        return place == Writes.class ? Writes.BATCH : 1;
    }

    Form form() {
        return form;
    }

    /** Ours first. */
    List<Library> libraries() {
        return Arrays.stream(Library.values()).filter(this::includes).toList();
    }

    /** Whether its times are so short that they are counted in nanoseconds. */
    boolean isShort() {
        return this == NEAR;
    }

    private boolean includes(Library library) {
        return switch (library) {
            case CACHEPLANE_NEAR, CAFFEINE, JETCACHE_BOTH, REDISSON_LOCAL -> this == NEAR;
            case LETTUCE -> form == Form.BYTES && this != NEAR;
            case LETTUCE_TWO_WRITES -> this == BYTES;
            default -> this != NEAR;
        };
    }
}
