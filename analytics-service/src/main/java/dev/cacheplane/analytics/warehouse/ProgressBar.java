package dev.cacheplane.analytics.warehouse;

import java.util.Locale;
import java.util.function.Consumer;

/** Draws how far the generation is, a line for each tenth. */
final class ProgressBar implements Generator.Progress {
    private static final int WIDTH = 20;
    private static final int STEP = 10;

    private final Consumer<String> line;
    private int shown = -STEP;

    /** @param line hears each line */
    ProgressBar(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public void generated(long rows, long all) {
        int percent = (int) (100 * rows / Math.max(1, all));
        if (percent - shown >= STEP || rows == all) {
            shown = percent - percent % STEP;
            int filled = percent * WIDTH / 100;
            line.accept(String.format(
                    Locale.ROOT,
                    "Generating %,d rows: [%s%s] %d %%",
                    all,
                    "#".repeat(filled),
                    "-".repeat(WIDTH - filled),
                    percent));
        }
    }
}
