package dev.cacheplane.demo.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents name is there: files, headings, classes, methods, variables, URLs, log lines, keys. */
class DocumentsTest {
    private static final String CODE = Project.code();

    /** Names that are ours to mention though they are nobody's here: the functions of the helper that people come from. */
    private static final Set<String> THE_OLD_HELPER = Set.of(
            "createClient", "connect", "middleware", "getCacheKey", "getFromCache", "setInCache", "deleteFromCache",
            "clearCachePattern");

    private static final Pattern TYPE = Pattern.compile("(?<![\\w.-])([A-Z][a-z]+[A-Z][A-Za-z]*|[A-Z][a-z]+(?=\\.[a-z]))(?![\\w-])");
    private static final Pattern CALL = Pattern.compile("\\b([a-z][A-Za-z]+)\\(");
    private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z]+(?:_[A-Z]+)+)\\b");
    private static final Pattern FILE = Pattern.compile("[\\w./-]*[\\w-]\\.(?:md|yml|java|lua|jar|sh|example)");
    private static final Pattern LOCAL_URL = Pattern.compile("localhost:\\d+(/[^\\s?'\"`]*)");
    private static final Pattern ROUTE = Pattern.compile("\"(/[^\"\\s]*)\"");
    private static final Pattern LOG_LINE = Pattern.compile("\\blog[^`|\\n]{0,30}`([^`]+)`");

    static Stream<Document> documents() {
        return Project.documents();
    }

    @Test
    void allDocumentsAreLookedAt() {
        assertThat(documents())
                .extracting(Document::name)
                .contains("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/policy.md");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Document document) {
        assertThat(document.links().filter(link -> !link.startsWith("https://"))).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? Path.of(document.name())
                    : Path.of(document.name()).resolveSibling(parts[0]).normalize();
            assertThat(Project.ROOT.resolve(target)).as(link).exists();
            if (parts.length == 2) {
                assertThat(Project.document(target.toString()).anchors()).as(link).contains(parts[1]);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTypeThatIsNamedIsDeclaredOrUsed(Document document) {
        assertThat(named(document, TYPE))
                .allSatisfy(type -> assertThat(CODE).containsPattern("\\b" + type + "\\b"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyMethodThatIsNamedIsThere(Document document) {
        assertThat(named(document, CALL).filter(name -> !THE_OLD_HELPER.contains(name)))
                .allSatisfy(method -> assertThat(CODE).containsPattern("\\b" + method + "\\("));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyVariableThatIsNamedIsRead(Document document) {
        assertThat(named(document, VARIABLE))
                .allSatisfy(variable -> assertThat(CODE).containsPattern("\\b" + variable + "\\b"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFileThatIsNamedIsThereOrIsBuilt(Document document) {
        List<String> names = Project.files().map(Path::toString).toList();
        assertThat(document.inlineCode().filter(code -> FILE.matcher(code).matches()))
                .allSatisfy(file -> assertThat(names)
                        .as(file)
                        .anyMatch(name -> name.equals(file) || name.endsWith("/" + file)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJarThatIsRunIsBuilt(Document document) {
        assertThat(document.codeLines().flatMap(line -> found(Pattern.compile("-jar (\\S+)"), line)))
                .allSatisfy(jar -> {
                    Path module = Project.ROOT.resolve(jar).getParent().getParent();
                    String name = Path.of(jar).getFileName().toString().replace(".jar", "");
                    assertThat(Files.readString(module.resolve("pom.xml"))).contains("<finalName>" + name + "<");
                });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyUrlIsARoute(Document document) {
        List<Pattern> routes = routes();
        Stream<String> urls = Stream.concat(document.codeLines(), document.inlineCode())
                .flatMap(code -> found(LOCAL_URL, code));
        assertThat(urls).allSatisfy(url -> assertThat(routes)
                .as(url)
                .anyMatch(route -> route.matcher(url).matches()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLineOfALogIsLogged(Document document) {
        assertThat(found(LOG_LINE, document.prose())).allSatisfy(line -> assertThat(line.split("…"))
                .allSatisfy(part -> assertThat(CODE).contains(part.strip())));
    }

    /** The paths that our services' routes are given, as patterns. */
    private static List<Pattern> routes() {
        List<Pattern> routes = Project.files()
                .filter(file -> file.toString().matches(".*src/main/.*Routes?\\.java"))
                .flatMap(file -> found(ROUTE, Project.read(file)))
                .map(route -> Pattern.compile(route.replaceAll("<\\w+>", ".+").replaceAll("\\{\\w+}", "[^/]+")))
                .toList();
        assertThat(routes).hasSizeGreaterThan(5);
        return routes;
    }

    private static Stream<String> named(Document document, Pattern pattern) {
        return document.inlineCode().flatMap(code -> found(pattern, code)).distinct();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
