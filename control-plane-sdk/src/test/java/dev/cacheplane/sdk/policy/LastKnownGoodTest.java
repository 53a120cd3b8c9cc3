package dev.cacheplane.sdk.policy;

import static dev.cacheplane.sdk.policy.Delivery.HURRY;
import static dev.cacheplane.sdk.policy.Delivery.awaitRevision;
import static dev.cacheplane.sdk.policy.Delivery.eventually;
import static dev.cacheplane.sdk.policy.Delivery.until;
import static dev.cacheplane.sdk.policy.Shop.caching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cacheplane.policy.PolicySet;
import dev.cacheplane.policy.Revision;
import dev.cacheplane.policy.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The copy on disk. */
class LastKnownGoodTest {
    @TempDir
    private Path directory;

    @AutoClose
    private final Delivery delivery = new Delivery();

    private final PretendControlPlane controlPlane = delivery.controlPlane;

    @Test
    void aServiceThatStartsAloneGoesByTheCopyAtOnceAndSaysSo() throws IOException {
        keep(caching(7));
        controlPlane.stop();

        StreamedPolicies policies = start(directory);

        assertThat(policies.current()).isEqualTo(caching(7));
        controlPlane.restart();
        delivery.awaitReport("\"number\":7", "\"source\":\"disk\"");
        assertThat(delivery.lines("from the copy on disk")).hasSize(1);
    }

    @Test
    void theStreamSupersedesTheCopyWhateverItsEpoch() throws IOException {
        keep(caching(7));
        controlPlane.streamTo(caching(new Revision("f", 1)));

        awaitRevision(start(directory), new Revision("f", 1));

        assertThat(controlPlane.latestAttempt())
                .containsEntry("Last-Event-ID", PretendStream.idOf(caching(7)).toString());
        eventually(() -> assertThat(kept().id().revision()).isEqualTo(new Revision("f", 1)));
    }

    @Test
    void theSamePoliciesFromTheStreamConfirmTheCopy() throws IOException {
        keep(caching(7));
        controlPlane.streamTo(caching(7));
        start(directory);

        delivery.awaitReport("\"number\":7", "\"source\":\"stream\"", "\"ageMillis\":0");
    }

    @Test
    void whatIsAppliedIsKept() {
        controlPlane.streamTo(caching(1));
        start(directory.resolve("not/there/yet"));

        Path file = directory.resolve("not/there/yet/shop.policies");
        until(() -> Files.exists(file));
        controlPlane.streamTo(caching(2));

        eventually(() -> assertThat(Files.readString(file)).contains("e-2-"));
        assertThat(names(file.resolveSibling(""))).containsExactly("shop.policies");
    }

    @Test
    void withoutADirectoryNothingIsKept() {
        controlPlane.streamTo(caching(1));
        awaitRevision(delivery.start(), 1);

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cacheplane-disk"));
    }

    @Test
    void theAgeOfACopyIsThatOfItsConfirmation() throws IOException {
        keep(caching(7));
        controlPlane.stop();
        delivery.clock.advance(Duration.ofMinutes(5));
        start(directory);
        delivery.clock.advance(Duration.ofMinutes(1));
        controlPlane.restart();

        delivery.awaitReport("\"ageMillis\":360000");
    }

    @Test
    void aCopyFromTheFutureIsNew() throws IOException {
        new LastKnownGood(directory, Shop.NAME)
                .write(copy(caching(7), delivery.clock.instant().plus(Duration.ofDays(1))));
        start(directory);

        delivery.awaitReport("\"number\":7", "\"ageMillis\":0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMPTY", "TRUNCATED", "FLIPPED", "RUBBISH", "HUGE", "OTHER TIME", "DIRECTORY"})
    void aDamagedCopyIsAsGoodAsNoneWithOneWarningAndIsReplaced(String damage) throws IOException {
        keep(caching(7));
        Path file = directory.resolve("shop.policies");
        byte[] good = Files.readAllBytes(file);
        switch (damage) {
            case "EMPTY" -> Files.write(file, new byte[0]);
            case "TRUNCATED" -> Files.write(file, Arrays.copyOf(good, good.length - 1));
            case "FLIPPED" -> {
                good[good.length / 2] ^= 1;
                Files.write(file, good);
            }
            case "RUBBISH" -> Files.writeString(file, "x".repeat(10_000));
            case "HUGE" -> Files.write(file, new byte[10 << 20]);
            case "OTHER TIME" ->
                Files.writeString(file, new String(good, UTF_8).replaceFirst(" ([0-9]{13}) ", " 1700000000000 "));
            default -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }

        StreamedPolicies policies = start(directory);

        assertThat(policies.current().revision()).isEqualTo(Revision.NONE);
        assertThat(delivery.lines("is not used")).hasSize(1);
        if (!damage.equals("DIRECTORY")) {
            controlPlane.streamTo(caching(8));
            eventually(() -> assertThatCode(this::kept).doesNotThrowAnyException());
            assertThat(kept().id().revision().number()).isEqualTo(8);
        }
    }

    @Test
    void anyByteThatIsNotAsItWasWrittenIsNoticed() throws IOException {
        keep(caching(7));
        Path file = directory.resolve("shop.policies");
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = good.clone();
            damaged[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThat(catchThrowable(this::kept)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anotherServicesCopyIsNotUsed() throws IOException {
        ServiceName bank = new ServiceName("bank");
        PolicySet set = PolicySet.empty(bank, new Revision("e", 1));
        new LastKnownGood(directory, bank).write(copy(set, delivery.clock.instant()));
        Files.move(directory.resolve("bank.policies"), directory.resolve("shop.policies"));

        assertThat(start(directory).current().revision()).isEqualTo(Revision.NONE);

        assertThat(delivery.lines("is not used: it answers the policies of 'bank'"))
                .hasSize(1);
    }

    /** A file where the directory should be: nobody can write there, the superuser included. */
    @Test
    void whereNothingCanBeWrittenItGoesOnWithOneWarning() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        controlPlane.streamTo(caching(1));
        StreamedPolicies policies = start(file);
        awaitRevision(policies, 1);
        delivery.awaitLine("cannot be kept in");

        controlPlane.streamTo(caching(2));
        awaitRevision(policies, 2);
        Files.delete(file);
        controlPlane.streamTo(caching(3));

        delivery.awaitLine("are kept in");
        assertThat(delivery.lines("cannot be kept in")).hasSize(1);
    }

    @ParameterizedTest(name = "{0} confirmed {1} s later than {2}: written {3}")
    @CsvSource({
        "e-2, 0, e-1, true",
        "e-1, 600, e-2, false",
        "e-1, 59, e-1, false",
        "e-1, 60, e-1, true",
        "e-1, -3600, e-1, true",
        "f-1, 0, e-2, true",
        "f-1, -60, e-2, false",
    })
    void ofSeveralProcessesTheOneWithTheLatestNewsWrites(String ours, long later, String theirs, boolean written) {
        Instant then = delivery.clock.instant();
        Copy copy = copy(Shop.caching(revision(ours)), then.plusSeconds(later));

        Instant now = then.plusSeconds(Math.max(0, later));
        assertThat(copy.isCoveredBy(copy(Shop.caching(revision(theirs)), then), now, Duration.ofMinutes(1)))
                .isEqualTo(!written);
    }

    @Test
    void aCopyOfAnEpochThatWasLeftIsReplacedThoughAWrongClockHasItConfirmedLater() {
        Instant now = delivery.clock.instant();
        Copy wrong = copy(Shop.caching(revision("e-9")), now.plusSeconds(3600));

        assertThat(copy(Shop.caching(revision("f-1")), now).isCoveredBy(wrong, now, Duration.ofMinutes(1)))
                .isFalse();
    }

    @Test
    void whoeverReadsWhileOthersWriteFindsAWholeCopy() throws Exception {
        List<Copy> copies = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> copy(caching(number), Instant.ofEpochMilli(number)))
                .toList();
        new LastKnownGood(directory, Shop.NAME).write(copies.get(0));
        ExecutorService writers = Executors.newFixedThreadPool(copies.size());
        try {
            List<Future<?>> writing = copies.stream()
                    .<Future<?>>map(copy -> writers.submit(() -> {
                        for (int i = 0; i < 20; i++) {
                            new LastKnownGood(directory, Shop.NAME).write(copy);
                        }
                        return null;
                    }))
                    .toList();
            while (!writing.stream().allMatch(Future::isDone)) {
                assertThat(kept()).isIn(copies);
            }
            for (Future<?> each : writing) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }
        assertThat(names(directory)).containsExactly("shop.policies");
    }

    @Test
    void whatKilledProcessesHaveLeftIsTidiedUpLater() throws IOException {
        Path old = Files.writeString(directory.resolve("shop.policies.0.tmp"), "x");
        Path fresh = Files.writeString(directory.resolve("shop.policies.1.tmp"), "x");
        Path others = Files.writeString(directory.resolve("shop.policies.txt"), "x");
        FileTime longAgo = FileTime.from(delivery.clock.instant().minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(fresh, FileTime.from(delivery.clock.instant()));
        Files.setLastModifiedTime(others, longAgo);

        start(directory);

        assertThat(List.of(old, fresh, others)).filteredOn(Files::exists).containsExactly(fresh, others);
    }

    @Test
    void aCopyIsUsedWhereWhatOthersHaveLeftCannotBeDeleted() throws IOException {
        keep(caching(5));
        Path stuck = Files.createDirectories(directory.resolve("shop.policies.0.tmp/not-empty"))
                .getParent();
        Files.setLastModifiedTime(
                Objects.requireNonNull(stuck),
                FileTime.from(delivery.clock.instant().minus(Duration.ofHours(1))));

        assertThat(start(directory).current().revision().number()).isEqualTo(5);
    }

    private StreamedPolicies start(Path copies) {
        return delivery.start(null, copies, HURRY);
    }

    private void keep(PolicySet set) throws IOException {
        new LastKnownGood(directory, Shop.NAME).write(copy(set, delivery.clock.instant()));
    }

    private Copy kept() throws IOException {
        return new LastKnownGood(directory, Shop.NAME).read().orElseThrow();
    }

    private static Copy copy(PolicySet set, Instant confirmedAt) {
        return new Copy(PretendStream.idOf(set), confirmedAt, Shop.document(set));
    }

    private static Revision revision(String text) {
        return new Revision(text.substring(0, 1), Long.parseLong(text.substring(2)));
    }

    private static List<String> names(Path of) {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
