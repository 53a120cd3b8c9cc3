package dev.cacheplane.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file, as far as tests look into it.
 *
 * @param name relative to the project's root, such as {@code docs/policy.md}
 */
record Document(String name, String text) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(.*?)\\n(.*?)^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?<=\\n\\n)(?: {4}.*\\n)+");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]\\n]+]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** What stands between fences of this kind, such as {@code java}; each without its last line feed. */
    List<String> blocks(String kind) {
        return FENCED.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2).stripTrailing())
                .toList();
    }

    /** Lines of code that are not inline: those between fences, and those indented by four spaces. */
    Stream<String> codeLines() {
        Stream<String> fenced = FENCED.matcher(text).results().map(block -> block.group(2));
        Stream<String> indented = INDENTED.matcher(prose()).results().map(MatchResult::group);
        return Stream.concat(fenced, indented).flatMap(String::lines).map(String::strip);
    }

    /** Everything in backticks inside of a line. */
    Stream<String> inlineCode() {
        return INLINE.matcher(prose()).results().map(code -> code.group(1));
    }

    Stream<String> links() {
        return LINK.matcher(prose()).results().map(link -> link.group(1));
    }

    /** The text without what stands between fences. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** What {@code #…} in a link may name: headings in lower case, with hyphens for spaces, and without punctuation. */
    List<String> anchors() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** The cells of the first table under a heading, without its head; nothing if there is no such heading or table. */
    List<List<String>> table(String heading) {
        return lines(heading)
                .map(lines -> lines.stream()
                        .dropWhile(line -> !line.startsWith("|"))
                        .takeWhile(line -> line.startsWith("|"))
                        .skip(2)
                        .map(Document::cells)
                        .toList())
                .orElse(List.of());
    }

    private Optional<List<String>> lines(String heading) {
        List<String> lines = text.lines().toList();
        Predicate<String> isHeading = line -> line.matches("#+ " + Pattern.quote(heading));
        return lines.stream().filter(isHeading).findFirst().map(found -> {
            List<String> below = new ArrayList<>(lines.subList(lines.indexOf(found) + 1, lines.size()));
            return below.stream().takeWhile(line -> !line.matches("#+ .*")).toList();
        });
    }

    private static List<String> cells(String row) {
        String inner = row.substring(1, row.lastIndexOf('|'));
        return Arrays.stream(inner.split("(?<!\\\\)\\|")).map(String::strip).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
