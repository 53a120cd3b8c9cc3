package dev.cacheplane.analytics.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's driver unpacks its library, 57 MB, into the temporary directory, and deletes it when the process exits. One that is killed would
 * leave it behind. So where the system says which files a process has mapped (Linux), it is deleted as soon as it is loaded: the mapping stays.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String NAME = "/libduckdb_java";

    private NativeLibrary() {}

    static void deleteUnpacked() {
        if (!Files.isReadable(MAPPED)) {
            return;
        }
        try {
            for (Path library : unpacked(Files.readAllLines(MAPPED))) {
                Files.deleteIfExists(library);
            }
        } catch (IOException e) {
            LOG.debug("The unpacked library stays until the process exits", e);
        }
    }

    /** The files among the mappings that are ours. */
    private static List<Path> unpacked(List<String> mappings) {
        return mappings.stream()
                .filter(line -> line.contains(NAME))
                .flatMap(line -> Stream.of(line.substring(line.indexOf('/'))))
                .distinct()
                .map(Path::of)
                .toList();
    }
}
