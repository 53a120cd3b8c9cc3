package dev.cacheplane.demo.documents;

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

/** The project's own files: what is built, fetched or left behind by a run is not among them. */
final class Project {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Set<String> NOT_OURS = Set.of("target", "data", ".git", ".idea", "node_modules");
    private static final List<Path> FILES = walk();

    private Project() {}

    /** All files, relative to the root. */
    static Stream<Path> files() {
        return FILES.stream();
    }

    static Stream<Document> documents() {
        return files().filter(file -> file.toString().endsWith(".md")).map(file -> document(file.toString()));
    }

    static Document document(String name) {
        return new Document(name, read(Path.of(name)));
    }

    static String read(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of all files of our own that are no documents and no tests: Java, SQL, Lua, scripts, XML, YAML. */
    static String code() {
        return files()
                .filter(file -> !file.toString().endsWith(".md") && !file.toString().contains("src/test"))
                .filter(file -> file.toString().matches(".*\\.(java|sql|lua|xml|yml|properties|example)|start|.*Dockerfile"))
                .map(Project::read)
                .collect(Collectors.joining("\n"));
    }

    private static List<Path> walk() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = NOT_OURS.contains(directory.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(files);
    }
}
