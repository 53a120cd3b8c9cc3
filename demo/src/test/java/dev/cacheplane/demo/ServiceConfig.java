package dev.cacheplane.demo;

import dev.cacheplane.service.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a service reads its environment. Services are no dependencies of the demo, which runs their jars: their classes are
 * looked up where they are built.
 */
final class ServiceConfig implements AutoCloseable {
    private final URLClassLoader loader;
    private final Method from;

    /**
     * @param module the service's module
     * @param type the name of the class with {@code static from(Environment)}
     */
    ServiceConfig(String module, String type) {
        Path classes = Project.ROOT.resolve(module).resolve("target/classes");
        try {
            loader = new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
            from = loader.loadClass(type).getDeclaredMethod("from", Environment.class);
            from.setAccessible(true);
        } catch (ReflectiveOperationException | IOException e) {
            throw new LinkageError(type + " is not in " + classes, e);
        }
    }

    /** What the service makes of these variables: a record that compares by what it holds. */
    Object read(Map<String, String> variables) {
        return read(Environment.of(variables));
    }

    /** Every variable that it asks for; a Redis is given by its URL or else by its parts. */
    Set<String> names() {
        Environment unset = Environment.of(Map.of());
        Environment withUrl = Environment.of(Map.of("REDIS_URL", "redis://localhost"));
        read(unset);
        read(withUrl);
        Set<String> names = new LinkedHashSet<>(unset.names());
        names.addAll(withUrl.names());
        return names;
    }

    private Object read(Environment environment) {
        try {
            return from.invoke(null, environment);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("refused what the documents say: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
