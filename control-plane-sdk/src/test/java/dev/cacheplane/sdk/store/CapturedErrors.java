package dev.cacheplane.sdk.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What is written to the standard error stream meanwhile, which is where the tests' logger writes. */
public final class CapturedErrors implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    public CapturedErrors() {
        System.setErr(new PrintStream(captured, true, UTF_8));
    }

    public List<String> lines() {
        return captured.toString(UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
