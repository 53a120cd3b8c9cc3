package dev.cacheplane.service;

/** A text that must not be shown: it prints as {@code ****}. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "****";
    }
}
