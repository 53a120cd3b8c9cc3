package dev.cacheplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project's documents, and the files of its own that they speak of; what is built or left behind is not among these. */
final class Documents {
    private static final Set<String> NOT_OURS = Set.of("target", "data", ".git", ".idea", "node_modules");
    private static final List<Path> FILES = walk();

    private Documents() {}

    /** All files, relative to the root. */
    static Stream<Path> files() {
        return FILES.stream();
    }

    static Stream<Document> all() {
        return files().filter(file -> file.toString().endsWith(".md")).map(file -> named(file.toString()));
    }

    static Document named(String name) {
        return new Document(name, read(Path.of(name)));
    }

    static String read(Path file) {
        try {
            return Files.readString(Project.ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of all files of our own that are no documents and no tests: Java, SQL, Lua, scripts, XML, YAML. What is tested on the
     * containers of others counts too: it is what their users write.
     */
    static String code() {
        return files().filter(file -> !file.toString().endsWith(".md"))
                .filter(file -> !file.toString().contains("src/test") || file.startsWith("container-tests"))
                .filter(file ->
                        file.toString().matches(".*\\.(java|sql|lua|xml|yml|properties|example)|start|.*Dockerfile"))
                .map(Documents::read)
                .collect(Collectors.joining("\n"));
    }

    private static List<Path> walk() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(Project.ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = NOT_OURS.contains(String.valueOf(directory.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(Project.ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(files);
    }
}
