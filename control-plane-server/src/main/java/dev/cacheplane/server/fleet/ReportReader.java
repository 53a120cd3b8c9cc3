package dev.cacheplane.server.fleet;

import dev.cacheplane.policy.Revision;
import dev.cacheplane.server.policies.SnapshotId;
import dev.cacheplane.service.json.JsonBody;
import dev.cacheplane.service.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads reports: strict about what is known here, blind to what newer SDKs may say besides. */
final class ReportReader {
    private static final long MOST = (1L << 53) - 1;
    private static final int LONGEST_NAME = 255;

    // Of more there is nothing to be learned, and an instance that reports too much should still be seen.
    private static final int MOST_REJECTIONS = 20;
    private static final int MOST_SENT = 100_000;
    private static final int LONGEST_REJECTION = 500;

    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern SOURCE = Pattern.compile("stream|poll|disk|default");
    private static final Pattern ANY_TEXT = Pattern.compile("(?s).*");

    private static final UUID NOBODY = new UUID(0, 0);

    private ReportReader() {}

    /** @throws ProblemException (400) with every fault */
    static Report read(byte[] json) {
        JsonBody body = JsonBody.parseLeniently(json).require("instance", "version", "host", "source");
        Optional<String> instance = body.text("instance", UUID_SHAPE, "a UUID");
        Optional<String> version = body.text("version", LONGEST_NAME);
        Optional<String> host = body.text("host", LONGEST_NAME);
        Optional<String> source = body.text("source", SOURCE, "one of stream, poll, disk, default");
        SnapshotId applied = body.object("applied").map(ReportReader::applied).orElse(null);
        List<Report.Rejection> rejected = body.objects("rejected", 0, MOST_SENT).stream()
                .map(ReportReader::rejection)
                .limit(MOST_REJECTIONS)
                .toList();
        Long age = body.whole("ageMillis", 0, MOST).orElse(null);
        body.verify();
        return new Report(
                instance.map(UUID::fromString).orElse(NOBODY),
                version.orElse(""),
                host.orElse(""),
                applied,
                Report.Source.valueOf(source.orElse("default").toUpperCase(Locale.ROOT)),
                rejected,
                age);
    }

    /**
     * An instance's name in a URL.
     *
     * @throws ProblemException (400) if it is none
     */
    static UUID instance(String text) {
        if (!UUID_SHAPE.matcher(text).matches()) {
            throw new ProblemException(400, "An instance is named by a UUID");
        }
        return UUID.fromString(text);
    }

    private static @Nullable SnapshotId applied(JsonBody body) {
        body.require("epoch", "number", "hash");
        Optional<String> epoch = body.text("epoch", SnapshotId.EPOCH, "1 to 64 letters and digits");
        Optional<Long> number = body.whole("number", 0, MOST);
        Optional<String> hash = body.text("hash", SnapshotId.HASH, "16 hex digits in lower case");
        return epoch.isPresent() && number.isPresent() && hash.isPresent()
                ? new SnapshotId(new Revision(epoch.get(), number.get()), hash.get())
                : null;
    }

    private static Report.Rejection rejection(JsonBody body) {
        body.require("pointer", "detail");
        return new Report.Rejection(shortened(body, "pointer"), shortened(body, "detail"));
    }

    private static String shortened(JsonBody body, String name) {
        String text = body.text(name, ANY_TEXT, "a text").orElse("");
        return text.length() <= LONGEST_REJECTION ? text : text.substring(0, LONGEST_REJECTION) + "…";
    }
}
