package dev.cacheplane.sdk.cache;

import dev.cacheplane.sdk.store.Stored;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One entry as one call sees it: decides what may be used, and how a value is written. Asks nobody. */
record EntryView<T>(Terms terms, TypeOf<T> type, Codec codec) {
    private static final Logger log = LoggerFactory.getLogger(EntryView.class);

    String key() {
        return terms.entry();
    }

    /** The value, if what is stored is whole, the facade's, of this switching-on of the cache, and of the type. */
    Optional<T> valueOf(Stored stored) {
        byte[] payload = stored.payload();
        byte[] line = stored.metadata();
        if (payload == null || line == null) {
            return Optional.empty();
        }
        return Metadata.parse(line)
                .filter(metadata -> metadata.kind() == Metadata.Kind.VALUE)
                .filter(metadata -> metadata.since().equals(terms.since()))
                .filter(metadata -> metadata.describes(payload))
                .flatMap(metadata -> decoded(payload));
    }

    private Optional<T> decoded(byte[] payload) {
        try {
            return Optional.ofNullable(codec.decode(payload, type));
        } catch (RuntimeException e) {
            log.debug("of another type, to be replaced: {}", Printable.of(key()), e);
            return Optional.empty();
        }
    }

    /** The payload; empty if the value cannot be written, or is larger than the policy allows. */
    Optional<byte[]> payloadOf(T value) {
        byte[] payload;
        try {
            payload = codec.encode(value, type);
        } catch (RuntimeException e) {
            log.warn("not stored, because it cannot be written: {}", Printable.of(key()), e);
            return Optional.empty();
        }
        long most = terms.policy().maxBodyBytes();
        if (payload.length > most) {
            log.info("not stored ({} bytes, the policy allows {}): {}", payload.length, most, Printable.of(key()));
            return Optional.empty();
        }
        return Optional.of(payload);
    }
}
