package dev.cacheplane.service;

import java.util.List;

/** A service cannot start with the environment it was given. Each problem is one line that begins with the variable's name. */
public final class ConfigException extends RuntimeException {
    private final transient List<String> problems;

    /** @param problems one line each, without any secret; at least one */
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
