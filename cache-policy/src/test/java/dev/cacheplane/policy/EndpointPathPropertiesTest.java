package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds for random paths, good ones and bad ones; the name of a failing run says its seed. */
class EndpointPathPropertiesTest {
    private static final int PATHS = 500;

    /** Of what paths are made, and of what does not belong there. */
    private static final List<String> PIECES = List.of(
            "/",
            "/",
            "/",
            "/",
            "a",
            "b",
            "Z",
            "7",
            "products",
            ".",
            "..",
            "-",
            "_",
            "~",
            "!",
            "$&'()*+,=:@",
            "%41",
            "%2e",
            "%2F",
            "%5c",
            "%3b",
            "%00",
            "%c3%a9",
            "%C3",
            "%",
            "%4",
            "%zz",
            "%25",
            ";",
            "\\",
            "{",
            "}",
            "?",
            " ",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "\u0000",
            "\u007f",
            "\u0080",
            "Ａ");

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPathIsWhatItsSegmentsAreOneByOne(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PATHS; i++) {
            String path = randomPath(random);
            assertThat(outcome(EndpointPathPropertiesTest::parsed, path))
                    .as("%s", path)
                    .isEqualTo(outcome(EndpointPathPropertiesTest::oneByOne, path));
        }
    }

    /** A path as it reads, and in segments. */
    private record Read(String text, List<String> segments) {}

    private static Read parsed(String raw) {
        EndpointPath path = EndpointPath.parse(raw);
        return new Read(path.toString(), path.segments());
    }

    private static Read oneByOne(String raw) {
        List<String> segments =
                PathSegments.split(raw).stream().map(PathSegments::canonical).toList();
        return new Read("/" + String.join("/", segments), segments);
    }

    /** What was read, or why nothing was. */
    private static Object outcome(Function<String, Read> reading, String path) {
        try {
            return reading.apply(path);
        } catch (InvalidPathException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Most are short, some about as long or of as many segments as they may be. */
    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder(random.nextInt(20) == 0 ? "" : "/");
        for (int i = random.nextInt(8); i > 0; i--) {
            path.append(PIECES.get(random.nextInt(random.nextBoolean() ? 9 : PIECES.size())));
        }
        if (random.nextInt(10) == 0) {
            path.append("/a".repeat(58 + random.nextInt(8)));
        }
        if (random.nextInt(10) == 0) {
            path.append((random.nextBoolean() ? "b" : "%20").repeat(1 + random.nextInt(3) * 340));
            path.append("c".repeat(Math.max(0, 1018 + random.nextInt(8) - path.length())));
        }
        return random.nextInt(8) == 0 ? path.append('/').toString() : path.toString();
    }
}
