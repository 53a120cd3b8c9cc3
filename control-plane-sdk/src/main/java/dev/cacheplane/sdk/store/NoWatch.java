package dev.cacheplane.sdk.store;

import java.util.OptionalLong;

/** The watch of a store that cannot report changes. */
record NoWatch() implements Watch {
    @Override
    public void add(String prefix) {}

    @Override
    public boolean covers(String prefix) {
        return false;
    }

    @Override
    public OptionalLong confirmedAt() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {}
}
