package dev.cacheplane.sdk.http.internal.servlet;

/** Takes header fields that the client is to see. */
public interface FieldSink {
    /** In place of all fields of this name. */
    void set(String name, String value);

    /** Beside those of this name. */
    void add(String name, String value);
}
