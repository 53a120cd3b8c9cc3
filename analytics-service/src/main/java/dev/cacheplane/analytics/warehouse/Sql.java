package dev.cacheplane.analytics.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Statements that stand in files of their own, beside the class that runs them. */
public final class Sql {
    private Sql() {}

    /** The text of {@code name.sql} in the package of a class. */
    public static String named(Class<?> user, String name) {
        try (InputStream file = user.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("There is no " + name + ".sql beside " + user);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
