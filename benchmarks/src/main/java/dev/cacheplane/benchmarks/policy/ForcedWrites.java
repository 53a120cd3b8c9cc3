package dev.cacheplane.benchmarks.policy;

import dev.cacheplane.benchmarks.Times;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long this machine's disk takes to keep something for certain: the least that a commit costs. */
final class ForcedWrites {
    private static final int PAGE = 4 << 10;

    private ForcedWrites() {}

    /** A page appended to a file in the temporary directory, and forced; so many times after a warm-up. */
    static Times measured(int warmUp, int rounds) throws IOException {
        Path file = Files.createTempFile("forced", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Times times = new Times(rounds);
            for (int round = 0; round < warmUp + rounds; round++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(PAGE));
                channel.force(false);
                if (round >= warmUp) {
                    times.add(System.nanoTime() - begun);
                }
            }
            return times;
        } finally {
            Files.delete(file);
        }
    }
}
