package dev.cacheplane.sdk.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cacheplane.policy.KeyRecipe.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalQueryTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    page=2                  | page=2
                    b=2&a=1                 | a=1&b=2
                    tag=x&tag=a             | tag=x&tag=a
                    tag=x&a=1&tag=a         | a=1&tag=x&tag=a
                    a+b=1&a%20b=2           | a+b=1&a%20b=2
                    a%20b=2&a+b=1           | a%20b=2&a+b=1
                    &&a=1&&                 | a=1
                    &                       | ``
                    a                       | a
                    a=                      | a=
                    =1                      | =1
                    a=b=c                   | a=b=c
                    %61%2D=%7e              | a-=~
                    a=%c3%a9                | a=%C3%A9
                    a=%2b                   | a=%2B
                    a=1+1                   | a=1+1
                    a=%26b=1                | a=%26b=1
                    a=#frag                 | a=%23frag
                    a=*:@/?,;!$'()          | a=*:@/?,;!$'()
                    a=%00%0d%0a             | a=%00%0D%0A
                    """)
    void aQueryHasOneForm(String query, String canonical) {
        assertThat(CanonicalQuery.of(query, Query.ALL)).contains(canonical);
    }

    @Test
    void whatAUriMayNotHoldIsEncoded() {
        assertThat(CanonicalQuery.of("{}[]\"<>^`|\\", Query.ALL)).contains("%7B%7D%5B%5D%22%3C%3E%5E%60%7C%5C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "%=1", "a=1&b=%", "a=é", "a=\u0000", "a= ", "a=\u007f"})
    void aMalformedQueryHasNone(String query) {
        assertThat(CanonicalQuery.of(query, Query.ALL)).isEmpty();
        assertThat(CanonicalQuery.of(query, Query.named(List.of("other")))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "page=2&session=x, page=2",
        "session=x,''",
        "PAGE=2,''",
        "page=3&x=1&page=2, page=3&page=2",
        "filter[a]=1&page=1, filter%5Ba%5D=1&page=1",
        "filter%5Ba%5D=1, filter%5Ba%5D=1",
        "p%61ge=1, page=1",
        "sort by=1, ",
        "sort+by=1, sort+by=1",
        "sort%20by=1, sort%20by=1",
    })
    void ofANamedQueryTheNamedParametersEnterTheKey(String query, String canonical) {
        assertThat(CanonicalQuery.of(query, Query.named(List.of("page", "filter[a]", "sort by")))
                        .orElse(null))
                .isEqualTo(canonical);
    }

    @Test
    void noQueryIsAnEmptyOne() {
        assertThat(CanonicalQuery.of(null, Query.ALL)).contains("");
        assertThat(CanonicalQuery.of("", Query.ALL)).contains("");
        assertThat(CanonicalQuery.of("a=%zz&b=1", Query.NONE)).contains("");
    }

    /** What differs in the eyes of an application differs in the key, whatever the text is made of. */
    @Test
    void differentQueriesHaveDifferentForms() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            List<String> one = pieces(random);
            List<String> other = pieces(random);
            String canonical =
                    CanonicalQuery.of(String.join("&", one), Query.ALL).orElseThrow();
            String canonicalOther =
                    CanonicalQuery.of(String.join("&", other), Query.ALL).orElseThrow();
            if (canonical.equals(canonicalOther)) {
                assertThat(decodedAndSorted(one)).as("seed %d", seed).isEqualTo(decodedAndSorted(other));
            }
        }
    }

    @Test
    void theOrderOfDifferentParametersDoesNotMatter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            List<String> pieces = new ArrayList<>(List.of("a=1", "b=%2F", "c", "d=x+y", "e=&e=2"));
            Collections.shuffle(pieces, random);
            assertThat(CanonicalQuery.of(String.join("&", pieces), Query.ALL))
                    .as("seed %d", seed)
                    .contains("a=1&b=%2F&c&d=x+y&e=&e=2");
        }
    }

    private static List<String> pieces(Random random) {
        String[] atoms = {"a", "b", "=", "+", "%20", "%2B", "%3D", "%26", "%61", "%25"};
        return IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(piece -> IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(i -> atoms[random.nextInt(atoms.length)])
                        .collect(Collectors.joining()))
                .toList();
    }

    /** Reads a query independently: what an application that knows RFC 3986 alone could tell apart. */
    private static List<String> decodedAndSorted(List<String> pieces) {
        return pieces.stream().map(piece -> piece.replace("%61", "a")).sorted().toList();
    }
}
