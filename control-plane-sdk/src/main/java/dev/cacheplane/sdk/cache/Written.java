package dev.cacheplane.sdk.cache;

/** A payload and its metadata, as they are to be stored. The array is not copied. */
final class Written {
    private final byte[] payload;
    private final Metadata metadata;

    Written(byte[] payload, Metadata metadata) {
        this.payload = payload;
        this.metadata = metadata;
    }

    byte[] payload() {
        return payload;
    }

    Metadata metadata() {
        return metadata;
    }
}
