package dev.cacheplane.sdk.http.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagListTest {
    @ParameterizedTest(name = "{0} names {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"a\"                    | \"a\"",
                "\"a\"                    | W/\"a\"",
                "W/\"a\"                  | \"a\"",
                "\"x\", \"a\", \"y\"      | \"a\"",
                "\"x\",\"a\"              | \"a\"",
                ",, \"a\" ,               | \"a\"",
                "junk, \"a\"              | \"a\"",
                "W/junk, w/\"x\", \"a\"   | \"a\"",
                "*, \"a\"                 | \"a\"",
                "\"a,b\"                  | \"a,b\"",
                "\"\"                     | \"\"",
                "\"a\\\", \"b\"           | \"b\"",
                "\"a\\\"                  | \"a\\\"",
                "\"aü\"                   | \"aü\"",
                "*                        | \"a\"",
                "' * '                    | \"a\"",
            })
    void aTagIsNamed(String list, String tag) {
        assertThat(TagList.of(List.of(list.replace("'", "")))
                        .names(EntityTag.parse(tag).orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} does not name \"a\"")
    @ValueSource(
            strings = {
                "",
                "a",
                "\"A\"",
                "\"b\"",
                "'a'",
                "\"a\"b",
                "\"b,\"a\"",
                "w/\"a\"",
                "W\\\"a\"",
                "W \"a\"",
                "*, *",
                "**",
                "\" a\""
            })
    void anotherIsNot(String list) {
        assertThat(TagList.of(List.of(list)).names(new EntityTag(false, "a"))).isFalse();
    }

    @Test
    void linesAreOneList() {
        assertThat(TagList.of(List.of("\"x\"", "\"a\"")).names(new EntityTag(false, "a")))
                .isTrue();
        assertThat(TagList.of(List.of("*", "*"))).isInstanceOf(TagList.Tags.class);
    }

    @Test
    void weakTagsMatchWeaklyAlone() {
        EntityTag weak = new EntityTag(true, "a");
        EntityTag strong = new EntityTag(false, "a");

        assertThat(strong.matchesStrongly(strong)).isTrue();
        assertThat(weak.matchesStrongly(weak)).isFalse();
        assertThat(weak.matchesStrongly(strong)).isFalse();
        assertThat(strong.matchesStrongly(weak)).isFalse();
        assertThat(weak.matchesWeakly(strong)).isTrue();
        assertThat(weak).hasToString("W/\"a\"");
        assertThat(strong).hasToString("\"a\"");
    }

    @ParameterizedTest(name = "{0} is no tag")
    @ValueSource(
            strings = {"", "a", "\"", "\"a", "a\"", "W/a", "w/\"a\"", "\"a\"\"", "\"a b\"", "\"a\" ", "\"\u0101\"", "*"
            })
    void whatIsNotQuotedIsNone(String text) {
        assertThat(EntityTag.parse(text)).isEmpty();
    }
}
