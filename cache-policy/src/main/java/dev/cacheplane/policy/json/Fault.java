package dev.cacheplane.policy.json;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the document as a whole
 * @param message what is wrong, and what would be right
 */
public record Fault(String pointer, String message) {
    @Override
    public String toString() {
        return pointer.isEmpty() ? message : pointer + ": " + message;
    }
}
