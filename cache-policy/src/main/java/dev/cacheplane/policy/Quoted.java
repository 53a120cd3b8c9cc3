package dev.cacheplane.policy;

/** Foreign text inside an error message: quoted, cut short, and without control characters. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
