package dev.cacheplane.benchmarks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list of items as JSON, which all serve: from a file of this name, under several paths, so that each is an entry of its own with the same body.
 *
 * @param name stands for it in paths
 * @param json in ASCII
 */
record Payload(String name, String json) {
    /** So many entries with this body are asked for where it does not matter which. */
    static final int ENTRIES = 64;

    private static final int BYTES_EACH = 182;

    /** About so many thousand bytes. */
    static Payload of(double kilobytes) {
        int items = Math.max(1, (int) Math.round(kilobytes * 1_000 / BYTES_EACH));
        String json = IntStream.range(0, items).mapToObj(Payload::item).collect(Collectors.joining(",", "[", "]"));
        return new Payload("kb" + Math.round(kilobytes * 10), json);
    }

    /** Its fields stand in the order of the alphabet, in which Jackson 3 writes them. */
    private static String item(int number) {
        return "{\"category\":\"kitchen\",\"description\":\"What it is good for, and why anybody would want to have it, today or at any time\",\"id\":"
                + (100_000 + number) + ",\"name\":\"Product number " + (100_000 + number) + "\",\"priceInCents\":"
                + (1_999 + number % 1_000) + "}";
    }

    /** Where an entry is asked for. */
    String path(int entry) {
        return "/items/" + name + "-" + entry;
    }

    /** The name of the payload that a path ends with. */
    static String nameIn(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('-'));
    }

    /** Puts it where services find it. */
    void writeTo(Path directory) {
        try {
            Files.writeString(directory.resolve(name + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
