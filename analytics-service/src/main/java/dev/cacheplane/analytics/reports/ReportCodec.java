package dev.cacheplane.analytics.reports;

import dev.cacheplane.sdk.cache.Codec;
import dev.cacheplane.sdk.cache.TypeOf;

/** Reports lie in the cache as they are. Knows no other type. */
public final class ReportCodec implements Codec {
    @Override
    public <T> byte[] encode(T value, TypeOf<T> type) {
        if (value instanceof ReportJson report) {
            return report.bytes();
        }
        throw new IllegalArgumentException("Only reports are cached, not " + type);
    }

    @Override
    @SuppressWarnings("unchecked") // it is the only type that there is
    public <T> T decode(byte[] payload, TypeOf<T> type) {
        return (T) new ReportJson(payload);
    }
}
