package dev.cacheplane.sdk.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cacheplane.sdk.store.Generation;
import dev.cacheplane.sdk.store.Stored;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One entry as one call sees it: decides what may be used, and how a value is written. Asks nobody. */
record EntryView<T>(Terms terms, Form<T> form, GenerationNames names) {
    private static final Logger log = LoggerFactory.getLogger(EntryView.class);

    /** What stands for "there is none". */
    private static final byte[] NONE = "null".getBytes(US_ASCII);
    /** An entry that a program with another policy has compressed may unpack to more than this one's limit, but not to any size. */
    private static final long UNPACKED_AT_LEAST = 16 << 20;

    /**
     * What was stored, and what it is good for.
     *
     * @param value null for "there is none"
     * @param left for how long it is still fresh
     * @param since when it was stored, or shortly before, in nanoseconds of the cache's clock
     * @param metadata what stood beside it
     */
    record Usable<T>(@Nullable T value, Standing standing, Duration left, long since, Metadata metadata) {
        /** How long its computation took. */
        Duration took() {
            return metadata.took();
        }
    }

    String key() {
        return terms.entry();
    }

    /** The metadata of what is stored, if that is whole, of this switching-on of the cache, and bears the generations that it must. */
    Optional<Metadata> metadataOf(Stored stored) {
        byte[] payload = stored.payload();
        byte[] line = stored.metadata();
        if (payload == null || line == null) {
            return Optional.empty();
        }
        return Metadata.parse(line, names)
                .filter(metadata -> metadata.since().equals(terms.since()))
                .filter(this::bearsAll)
                .filter(metadata -> metadata.describes(payload, line));
    }

    private boolean bearsAll(Metadata metadata) {
        Map<String, Generation> borne = metadata.generations();
        for (int i = 0; i < terms.generations().size(); i++) {
            if (!borne.containsKey(terms.generations().get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value and what it is good for; empty if it is good for nothing.
     *
     * @param metadata of what is stored
     * @param now the present values of the generations that the metadata names
     * @param asked when the store was asked for it, in nanoseconds of the cache's clock
     */
    Optional<Usable<T>> usable(Stored stored, Metadata metadata, Map<String, Generation> now, long asked) {
        boolean softened = false;
        for (Map.Entry<String, Generation> then : metadata.generations().entrySet()) {
            Generation current = now.get(then.getKey());
            if (current == null || !current.hard().equals(then.getValue().hard())) {
                return Optional.empty();
            }
            softened |= !current.soft().equals(then.getValue().soft());
        }
        Duration age = metadata.age(stored.timeToLive());
        Standing standing = form.standing(age, metadata.fresh(), softened, terms.policy());
        if (standing == Standing.GONE) {
            return Optional.empty();
        }
        Duration left = metadata.fresh().minus(age);
        long since = asked - age.toNanos();
        if (metadata.kind() == Metadata.Kind.NONE) {
            return Optional.of(new Usable<>(null, standing, left, since, metadata));
        }
        return decoded(metadata, stored).map(value -> new Usable<>(value, standing, left, since, metadata));
    }

    private Optional<T> decoded(Metadata metadata, Stored stored) {
        byte[] payload = stored.payload();
        if (payload == null) {
            return Optional.empty();
        }
        try {
            long most = Math.max(terms.policy().maxBodyBytes(), UNPACKED_AT_LEAST);
            return Optional.ofNullable(form.decode(metadata.encoding().decode(payload, most), metadata.head()));
        } catch (RuntimeException e) {
            log.debug("of another type, to be replaced: {}", Printable.of(key()), e);
            return Optional.empty();
        }
    }

    /**
     * What is to be stored; empty if it cannot be written, is larger than the policy allows, or is not to be kept.
     *
     * @param value null for "there is none"
     * @param generations by name, as they were before the computation began
     */
    Optional<Written> written(
            @Nullable T value, Lifetime lifetime, String fill, Duration took, Map<String, Generation> generations) {
        if (lifetime.keep().isZero()) {
            return Optional.empty();
        }
        byte[] plain;
        String head;
        try {
            plain = value == null ? NONE : form.encode(value);
            head = value == null ? "" : form.head(value);
        } catch (RuntimeException e) {
            log.warn("not stored, because it cannot be written: {}", Printable.of(key()), e);
            return Optional.empty();
        }
        long most = terms.policy().maxBodyBytes();
        if (plain.length > most && value != null) {
            log.info("not stored ({} bytes, the policy allows {}): {}", plain.length, most, Printable.of(key()));
            return Optional.empty();
        }
        byte[] packed = isLarge(plain) ? Encoding.GZIP.encode(plain) : plain;
        boolean smaller = packed.length < plain.length;
        byte[] payload = smaller ? packed : plain;
        Metadata metadata = new Metadata(
                value == null ? Metadata.Kind.NONE : form.kind(),
                fill,
                lifetime.fresh(),
                lifetime.keep(),
                took,
                terms.since(),
                smaller ? Encoding.GZIP : Encoding.IDENTITY,
                payload.length,
                Metadata.checksumOf(payload, head),
                generations,
                head);
        return Optional.of(new Written(payload, metadata.written(names), lifetime.keep()));
    }

    private boolean isLarge(byte[] plain) {
        return terms.policy()
                .compressAboveBytes()
                .filter(above -> plain.length > above)
                .isPresent();
    }
}
