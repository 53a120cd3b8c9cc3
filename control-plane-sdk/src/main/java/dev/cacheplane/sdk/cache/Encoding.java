package dev.cacheplane.sdk.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a payload lies in the store. */
enum Encoding {
    /** As it is. */
    IDENTITY {
        @Override
        byte[] encode(byte[] plain) {
            return plain;
        }

        @Override
        byte[] decode(byte[] stored, long most) {
            return stored;
        }

        @Override
        int plainLength(byte[] stored) {
            return stored.length;
        }
    },
    /** Compressed (RFC 1952): what a policy asks for above a size. */
    GZIP {
        @Override
        byte[] encode(byte[] plain) {
            ByteArrayOutputStream stored = new ByteArrayOutputStream(plain.length / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(stored)) {
                gzip.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException("no memory fails to be written", e);
            }
            return stored.toByteArray();
        }

        @Override
        byte[] decode(byte[] stored, long most) {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
                byte[] plain = gzip.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 16) + 1);
                if (plain.length > most) {
                    throw new IllegalArgumentException("more than " + most + " bytes when unpacked");
                }
                return plain;
            } catch (IOException e) {
                throw new UncheckedIOException("not gzip", e);
            }
        }

        @Override
        int plainLength(byte[] stored) {
            int trailer = stored.length - Integer.BYTES; // RFC 1952, section 2.3.1: ISIZE
            return trailer < 0
                    ? 0
                    : Math.max(
                            0,
                            ByteBuffer.wrap(stored)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(trailer));
        }
    };

    abstract byte[] encode(byte[] plain);

    /**
     * Undoes {@link #encode}.
     *
     * @param most how many bytes it may become: what a few bytes unpack to must not exhaust the memory
     * @throws RuntimeException if these bytes are not what it has made, or become more
     */
    abstract byte[] decode(byte[] stored, long most);

    /** How many bytes {@link #decode} makes of these, which it has decoded already. */
    abstract int plainLength(byte[] stored);
}
