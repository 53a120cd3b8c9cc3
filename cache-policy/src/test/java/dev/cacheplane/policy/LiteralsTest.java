package dev.cacheplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiteralsTest {
    /** "Aa" and "BB" have the same hash code, and so has whatever is put together of them. */
    private static final List<String> OF_ONE_HASH = List.of("AaAaAa", "AaAaBB", "AaBBAa", "BBAaAa", "AaBBBB", "BBBBBB");

    @Test
    void eachLiteralLeadsToItsOwnNode() {
        Literals literals = new Literals();
        List<String> all = Stream.concat(
                        OF_ONE_HASH.stream(), IntStream.range(0, 1_000).mapToObj(Integer::toString))
                .toList();
        List<PatternIndex.Node> nodes = new ArrayList<>();
        all.forEach(literal -> nodes.add(literals.at(literal)));
        assertThat(nodes).doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            String literal = all.get(i);
            assertThat(literals.at(literal)).as(literal).isSameAs(nodes.get(i));
            assertThat(literals.find("/" + literal + "/7", 1, 1 + literal.length()))
                    .as(literal)
                    .isSameAs(nodes.get(i));
        }
    }

    @Test
    void whatIsNoneOfThemLeadsNowhere() {
        Literals literals = new Literals();
        assertThat(literals.find("/a", 1, 2)).isNull();
        literals.at("AaAa");
        assertThat(literals.find("AaBB", 0, 4)).as("the same hash").isNull();
        assertThat(literals.find("AaA", 0, 3)).as("a part").isNull();
        assertThat(literals.find("AaAaA", 0, 5)).as("more").isNull();
        assertThat(literals.find("\0AaAa", 0, 5)).as("the same hash, and more").isNull();
        assertThat(literals.find("AaAa", 0, 4)).isNotNull();
    }
}
