package dev.cacheplane.policy.json;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the document as a whole
 * @param message what is wrong, and what would be right
 */
public record Fault(String pointer, String message) {
    private static final int LONGEST = 400;

    /** Cuts overlong texts and replaces control characters: both may quote a client. */
    public Fault {
        pointer = printable(pointer);
        message = printable(message);
    }

    private static String printable(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }
}
