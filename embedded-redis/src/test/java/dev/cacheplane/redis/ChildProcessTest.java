package dev.cacheplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path directory;

    @Test
    void theKnownNumberIsTheCommandsOwn() throws Exception {
        try (var child = shell("echo $$; exec sleep 60")) {
            await().until(() -> !output().isEmpty());

            assertThat(output()).containsExactly(Long.toString(child.pid()));
        }
    }

    @Test
    void exitCodeOutputDirectoryAndEnvironmentAreTheChilds() throws Exception {
        var child = ChildProcess.builder(List.of("sh", "-c", "pwd; echo $GREETING; echo wrong >&2; exit 7"))
                .directory(directory)
                .environment(variables -> variables.put("GREETING", "hello"))
                .output(log())
                .start();

        assertThat(child.onExit().join()).isEqualTo(7);
        assertThat(output()).containsExactly(directory.toRealPath().toString(), "hello", "wrong");
    }

    @Test
    void aCommandThatDoesNotExistEndsWith127() {
        var child = ChildProcess.builder(List.of("no-such-program")).start();

        assertThat(child.onExit().join()).isEqualTo(127);
    }

    @Test
    void aDirectoryThatDoesNotExistIsNamed() {
        Path missing = directory.resolve("missing");
        var builder = ChildProcess.builder(List.of("true")).directory(missing);

        assertThatThrownBy(builder::start).hasStackTraceContaining(missing.toString());
    }

    @Test
    void theGuardEndsWhenTheChildEndsByItself() throws Exception {
        Path gate = directory.resolve("gate");
        var child = shell("mkfifo " + gate + " && echo ready && read line <" + gate);
        await().until(() -> !output().isEmpty());
        var guard = await().until(
                        () -> ProcessHandle.of(child.pid())
                                .orElseThrow()
                                .children()
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();

        Files.writeString(gate, "go\n");

        assertThat(child.onExit().join()).isZero();
        Processes.awaitEnd(guard.pid());
    }

    @Test
    void killEndsAChildThatIgnoresEverythingElse() throws Exception {
        var child = shell("trap '' TERM INT HUP; echo ready; while :; do sleep 60; done");
        await().until(() -> !output().isEmpty());

        child.kill();

        assertThat(child.onExit().join()).isEqualTo(128 + 9);
    }

    @Test
    void terminateLetsTheChildEndInItsOwnWayEvenWhenPaused() throws Exception {
        var child = shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done");
        await().until(() -> !output().isEmpty());
        child.pause();

        assertThat(child.terminate(Duration.ofSeconds(20))).isTrue();

        assertThat(child.onExit().join()).isEqualTo(3);
        assertThat(output()).containsExactly("ready", "bye");
    }

    @Test
    void terminateKillsAChildThatTakesTooLong() throws Exception {
        var child = shell("trap '' TERM; echo ready; while :; do sleep 60; done");
        await().until(() -> !output().isEmpty());

        assertThat(child.terminate(Duration.ofMillis(50))).isFalse();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void whatTheChildStartedEndsWithIt() throws Exception {
        var child = shell("sleep 1000 & echo $!; wait");
        await().until(() -> !output().isEmpty());
        long grandchild = Long.parseLong(output().get(0));

        child.kill();

        Processes.awaitEnd(grandchild);
    }

    @Test
    void signalsToAnEndedChildReachNobody() {
        var child = ChildProcess.builder(List.of("true")).start();
        child.onExit().join();

        child.pause();
        child.resume();
        child.kill();

        assertThat(child.terminate(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void aKilledParentTakesItsChildWithItEvenAPausedOne() throws Exception {
        try (var parent =
                ChildProcess.builder(Processes.java(Parent.class)).output(log()).start()) {
            await().atMost(Duration.ofSeconds(20)).until(() -> output().size() == 2);
            long child = Long.parseLong(output().get(0));
            long paused = Long.parseLong(output().get(1));
            assertThat(Processes.isRunning(child)).isTrue();
            assertThat(Processes.isRunning(paused)).isTrue();

            parent.kill();

            Processes.awaitEnd(child);
            Processes.awaitEnd(paused);
        }
    }

    /** Has children, and never ends by itself. */
    static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) {
            var child = ChildProcess.builder(List.of("sleep", "1000")).start();
            var paused = ChildProcess.builder(List.of("sleep", "1000")).start();
            paused.pause();
            System.out.println(child.pid() + System.lineSeparator() + paused.pid());
            child.onExit().join();
        }
    }

    private ChildProcess shell(String script) {
        return ChildProcess.builder(List.of("sh", "-c", script)).output(log()).start();
    }

    private Path log() {
        return directory.resolve("log");
    }

    private List<String> output() throws IOException {
        return Files.readAllLines(log());
    }
}
