package dev.cacheplane.sdk.race;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cacheplane.sdk.store.PlainRedis;
import java.util.function.LongSupplier;

/** What one writes first: look, compute, store; delete after an update. */
record GetAndSet(PlainRedis redis) implements Subject {
    @Override
    public long read(String row, LongSupplier load) {
        byte[] there = redis.payload(Engine.entry(row));
        if (there != null) {
            return Long.parseLong(new String(there, US_ASCII));
        }
        long version = load.getAsLong();
        redis.commands.set(Engine.entry(row), Long.toString(version).getBytes(US_ASCII));
        return version;
    }

    @Override
    public boolean write(String row, How how, Runnable update) {
        update.run();
        redis.evictEntry(Engine.entry(row));
        return true;
    }

    @Override
    public void close() {}
}
