package dev.cacheplane.sdk.http.internal.rfc9111;

import org.junit.jupiter.api.function.Executable;

/**
 * A row of a decision table.
 *
 * @param cites the rule that it shows at work, as the list of rules names it; a section of another RFC with its number
 */
record Row(String cites, String says, Executable check) {
    static Row row(String cites, String says, Executable check) {
        return new Row(cites, says, check);
    }

    @Override
    public String toString() {
        return "§" + cites + ": " + says;
    }
}
