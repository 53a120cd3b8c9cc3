package dev.cacheplane.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents name is there: files, headings, classes, methods, variables, URLs, log lines. */
class DocumentsTest {
    private static final String CODE = Documents.code();

    /** Names that are ours to mention though they are nobody's here: the functions of the helper that people come from. */
    private static final Set<String> OF_THE_OLD_HELPER = Set.of(
            "createClient",
            "connect",
            "middleware",
            "getCacheKey",
            "getFromCache",
            "setInCache",
            "deleteFromCache",
            "clearCachePattern");

    private static final Pattern TYPE = Pattern.compile("(?<![\\w./-])([A-Z][a-z]+(?:[A-Z][A-Za-z]*)?)(?![\\w-])");
    private static final Pattern METHOD = Pattern.compile("\\b([a-z][A-Za-z]+)\\(");
    private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z]+(?:_[A-Z]+)+)\\b");
    private static final Pattern FILE = Pattern.compile("([\\w./-]*[\\w-]\\.(?:md|yml|java|lua|example))");
    private static final Pattern JAR = Pattern.compile("-jar ([\\w-]+/target/[\\w-]+)\\.jar");
    private static final Pattern LOCAL_URL = Pattern.compile("localhost:\\d+(/[^\\s?'\"`]*)");
    private static final Pattern ROUTE = Pattern.compile("\"(/[^\"\\s]*)\"");
    private static final Pattern LOG_LINE = Pattern.compile("\\blog[^`|\\n]{0,30}`([^`]+)`");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private static final Pattern LAST_CELL = Pattern.compile("(?m)\\|([^|]*)\\|$");
    private static final Pattern TEST_NAME = Pattern.compile("`([a-z]\\w+)`");
    private static final Pattern TEST = Pattern.compile("(?m)^    void (\\w+)\\(");

    private static final int MOST_LINES = 300;

    /** Something that a document names. */
    private record Mention(Document document, String name) {
        @Override
        public String toString() {
            return document.name() + ": " + name;
        }
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(mentioned(Document::links).filter(link -> !link.name().startsWith("https://")))
                .isNotEmpty()
                .filteredOn(link -> !leadsSomewhere(link))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Mention link) {
        List<String> parts = Arrays.asList(link.name().split("#", 2));
        Path page = Path.of(link.document().name());
        Path target = parts.get(0).isEmpty()
                ? page
                : page.resolveSibling(parts.get(0)).normalize();
        return Files.exists(Project.ROOT.resolve(target))
                && (parts.size() == 1
                        || Documents.named(target.toString()).anchors().contains(parts.get(1)));
    }

    @Test
    void everyTypeThatIsNamedIsThere() {
        Set<String> files =
                fileNames().map(file -> file.replaceAll(".*/|\\.java$", "")).collect(Collectors.toSet());
        assertAllThere(inline(TYPE), name -> files.contains(name) || isInTheCode("\\b" + name + "\\b"));
    }

    @Test
    void everyMethodThatIsNamedIsThere() {
        assertAllThere(inline(METHOD), name -> OF_THE_OLD_HELPER.contains(name) || isInTheCode("\\b" + name + "\\("));
    }

    @Test
    void everyVariableThatIsNamedIsRead() {
        assertAllThere(inline(VARIABLE), name -> isInTheCode("\\b" + name + "\\b"));
    }

    @Test
    void everyFileThatIsNamedIsThere() {
        assertAllThere(
                mentioned(document -> document.inlineCode().filter(FILE.asMatchPredicate())),
                name -> fileNames().anyMatch(file -> file.equals(name) || file.endsWith("/" + name)));
    }

    @Test
    void everyJarThatIsRunIsBuilt() {
        assertAllThere(
                mentioned(document -> document.codeLines().flatMap(line -> found(JAR, line))),
                jar -> Documents.read(Path.of(jar.replaceAll("/.*", "/pom.xml")))
                        .contains("<finalName>" + jar.replaceAll(".*/", "") + "</finalName>"));
    }

    @Test
    void everyUrlIsARoute() {
        List<Pattern> routes = routes();
        assertAllThere(
                mentioned(document -> Stream.concat(document.codeLines(), document.inlineCode())
                        .flatMap(code -> found(LOCAL_URL, code))),
                url -> routes.stream().anyMatch(route -> route.matcher(url).matches()));
    }

    /** The paths of our services' routes, as patterns. */
    private static List<Pattern> routes() {
        return Documents.files()
                .filter(file -> file.toString().matches(".*src/main/.*Routes?\\.java"))
                .flatMap(file -> found(ROUTE, Documents.read(file)))
                .map(route -> Pattern.compile(route.replaceAll("<\\w+>", ".+").replaceAll("\\{\\w+}", "[^/]+")))
                .toList();
    }

    @Test
    void everyLineOfALogIsLogged() {
        assertAllThere(mentioned(document -> found(LOG_LINE, document.prose())), DocumentsTest::isLogged);
        assertThat(Documents.named("docs/running.md").table("Logs"))
                .hasSizeGreaterThan(5)
                .map(row -> row.get(0).replace("`", ""))
                .allMatch(DocumentsTest::isLogged);
    }

    private static boolean isLogged(String line) {
        return Pattern.compile("…").splitAsStream(line).map(String::strip).allMatch(CODE::contains);
    }

    @Test
    void noFileThatShipsIsLong() {
        assertThat(Documents.files().filter(file -> file.toString().matches(".*src/main/.*\\.java")))
                .hasSizeGreaterThan(100)
                .allMatch(file -> Documents.read(file).lines().count() <= MOST_LINES);
    }

    @Test
    void theCodeOfTheReadmeCompiles() {
        String compiled = unindented(Documents.read(Path.of("demo/src/test/java/dev/cacheplane/demo/Quickstart.java")));
        List<String> blocks = Documents.named("README.md").blocks("java");
        assertThat(blocks.stream().flatMap(block -> Pattern.compile("\n\n").splitAsStream(block)))
                .hasSizeGreaterThan(2)
                .map(paragraph -> unindented(paragraph.replaceAll("(?m)^//.*\n", "")))
                .allSatisfy(paragraph -> assertThat(compiled).contains(paragraph));
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    void theDependencyOfTheReadmeIsTheSdk() {
        String ours =
                found(VERSION, Documents.read(Path.of("pom.xml"))).findFirst().orElseThrow();
        assertThat(Documents.named("README.md").blocks("xml"))
                .singleElement()
                .asString()
                .contains("<artifactId>control-plane-sdk</artifactId>", "<version>" + ours + "</version>");
    }

    @Test
    void everyAttackThatIsListedIsTriedAndTheOtherWayRound() {
        String page = Documents.read(Path.of("docs/security.md"));
        Set<String> listed =
                found(LAST_CELL, page).flatMap(cell -> found(TEST_NAME, cell)).collect(Collectors.toSet());
        Set<String> tried = Documents.files()
                .filter(file -> file.getFileName().toString().matches("Attacks\\w+Test\\.java"))
                .flatMap(file -> found(TEST, Documents.read(file)))
                .collect(Collectors.toSet());
        assertThat(tried).hasSizeGreaterThan(30);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(tried);
    }

    private static void assertAllThere(Stream<Mention> mentions, Predicate<String> isThere) {
        assertThat(mentions)
                .isNotEmpty()
                .filteredOn(mention -> !isThere.test(mention.name()))
                .isEmpty();
    }

    private static Stream<Mention> inline(Pattern pattern) {
        return mentioned(document -> document.inlineCode().flatMap(code -> found(pattern, code)));
    }

    private static Stream<Mention> mentioned(Function<Document, Stream<String>> names) {
        return Documents.all()
                .flatMap(document -> names.apply(document).distinct().map(name -> new Mention(document, name)));
    }

    private static Stream<String> fileNames() {
        return Documents.files().map(Path::toString);
    }

    private static boolean isInTheCode(String regex) {
        return Pattern.compile(regex).matcher(CODE).find();
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
