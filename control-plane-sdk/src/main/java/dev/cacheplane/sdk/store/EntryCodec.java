package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.ToByteBufEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Keys are text in UTF-8, values are bytes. Both are written to where they are sent from, without a buffer of their own. */
final class EntryCodec implements RedisCodec<String, byte[]>, ToByteBufEncoder<String, byte[]> {
    /** A part of an answer of several parts, as text; empty for what is none. */
    static String text(@Nullable Object part) {
        return part instanceof byte[] text ? new String(text, UTF_8) : "";
    }

    @Override
    public String decodeKey(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }

    @Override
    public byte[] decodeValue(ByteBuffer bytes) {
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return value;
    }

    @Override
    public ByteBuffer encodeKey(String key) {
        return UTF_8.encode(key);
    }

    @Override
    public ByteBuffer encodeValue(byte[] value) {
        return ByteBuffer.wrap(value);
    }

    @Override
    public void encodeKey(String key, ByteBuf target) {
        ByteBufUtil.writeUtf8(target, key);
    }

    @Override
    public void encodeValue(byte[] value, ByteBuf target) {
        target.writeBytes(value);
    }

    @Override
    public int estimateSize(Object keyOrValue) {
        return keyOrValue instanceof String key ? ByteBufUtil.utf8Bytes(key) : ((byte[]) keyOrValue).length;
    }

    @Override
    public boolean isEstimateExact() {
        return true;
    }
}
