package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.unknown;
import static dev.signalbox.runtime.action.ActionCalls.within;
import static dev.signalbox.runtime.action.ActionCalls.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecActionsTest {
    private final ExecActions actions = new ExecActions(() -> List.of("/bin/sh", "cat", "no-such-program"));

    @Test
    void outputIsJsonWhereItIsJson() throws Exception {
        assertEquals(
                Map.of("a", 1L), answered(call(program("cat", "{\"a\":1}\n"))).result());
        assertEquals("plain", answered(call(program("cat", "plain\n"))).result());
    }

    @Test
    void argumentsAreNoShell() throws Exception {
        Target.Exec echo = program("/bin/sh", null, "-c", "echo \"$1\"", "sh", "$(id); `id`");
        assertEquals("$(id); `id`", answered(call(echo)).result());
    }

    @Test
    void theEnvironmentIsAlmostEmpty() throws Exception {
        Object names = answered(
                        call(program("/bin/sh", null, "-c", "env | cut -d= -f1 | grep -v _ | grep -v PWD | sort")))
                .result();
        assertEquals("HOME\nLANG\nPATH\nTMPDIR", names);
    }

    @Test
    void anotherExitCodeIsAFailureOfItsOwn() throws Exception {
        ActionOutcome.Failed failed = failed(call(program("/bin/sh", null, "-c", "echo wrong >&2; exit 3")));
        assertEquals("action.exit_3", failed.kind());
        assertEquals("/bin/sh ended with 3: wrong", failed.message());
    }

    @Test
    void onlyNamedProgramsRunAndNoneGetsASecret() throws Exception {
        assertTrue(failed(call(program("sh", null))).message().contains("exec.allow"));
        assertTrue(failed(call(program("cat", "${secret.A}"))).message().contains("no secrets"));
        assertTrue(failed(call(program("cat", null, "${secret.A}"))).message().contains("no secrets"));
        assertTrue(failed(call(program("no-such-program", null))).message().contains("could not be started"));
    }

    @Test
    void outOfTimeIsUnknownForAWriteAndTheProgramIsGone() throws Exception {
        Target.Exec forever = program("/bin/sh", null, "-c", "exec cat /dev/zero > /dev/null");
        Duration soon = Duration.ofMillis(200);
        assertEquals(
                "timeout",
                unknown(actions.call(within(soon, write(forever)), forever)).kind());
        assertEquals(
                "timeout",
                failed(actions.call(within(soon, read(forever)), forever)).kind());
    }

    @Test
    void tooMuchOutputEndsAProgramAndIsUnknownForAWrite() throws Exception {
        Target.Exec flood = program("cat", null, "/dev/zero");
        assertTrue(failed(call(flood)).message().contains("1 MiB"));
        assertTrue(unknown(actions.call(write(flood), flood)).message().contains("1 MiB"));
    }

    @Test
    void muchErrorOutputHindersNothing() throws Exception {
        Target.Exec noisy = program("/bin/sh", null, "-c", "head -c 3000000 /dev/zero >&2; echo 7");
        assertEquals(7L, answered(call(noisy)).result());
    }

    @Test
    void aProgramThatIgnoresBeingAskedIsKilled() throws Exception {
        Target.Exec deaf = program("/bin/sh", null, "-c", "trap '' TERM; while :; do :; done");
        assertEquals(
                "timeout",
                failed(actions.call(within(Duration.ofMillis(200), read(deaf)), deaf))
                        .kind());
        isGone("trap '' TERM; while :; do :; done");
    }

    @Test
    void aGrandchildThatKeepsThePipeEndsWithItsCall() throws Exception {
        String forks = "(sh -c 'while :; do sleep 10017; done' &) ; echo done";
        assertEquals(
                "done", answered(call(program("/bin/sh", null, "-c", forks))).result());
        isGone("sleep 10017");
    }

    @Test
    void aGrandchildInASessionOfItsOwnEndsWithATimeOut() throws Exception {
        Target.Exec apart = program("/bin/sh", null, "-c", "setsid sh -c 'sleep 10019; :' & wait; sleep 10019");
        assertEquals(
                "timeout",
                failed(actions.call(within(Duration.ofMillis(300), read(apart)), apart))
                        .kind());
        isGone("sleep 10019");
    }

    /** Command lines of this machine's processes that hold the words, those of other people's programs aside. */
    private static List<String> running(String words) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(words))
                .toList();
    }

    private static void isGone(String words) {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!running(words).isEmpty()) {
            assertTrue(System.nanoTime() < until, () -> "still there: " + running(words));
            Thread.onSpinWait();
        }
    }

    @Test
    void aProgramThatClosesItsInputEarlyIsNoFailure() throws Exception {
        Target.Exec closes = program("/bin/sh", "x".repeat(2_000_000), "-c", "exec 0<&-; echo fine");
        assertEquals("fine", answered(call(closes)).result());
    }

    @Test
    void aProgramWorksInAFolderOfItsOwnThatIsGoneAfterwards() throws Exception {
        String where = String.valueOf(
                answered(call(program("/bin/sh", null, "-c", "mkdir -p a/b; echo x > a/b/c; ls -l >&2; echo \"$PWD\"")))
                        .result());
        assertTrue(where.contains("signalbox-exec-"), where);
        assertFalse(Files.exists(Path.of(where)));
        String again = String.valueOf(
                answered(call(program("/bin/sh", null, "-c", "echo \"$HOME\""))).result());
        assertNotEquals(where, again);
    }

    @Test
    void anInterruptEndsTheProgramToo() throws Exception {
        Target.Exec forever = program("/bin/sh", null, "-c", "sleep 10021; :");
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                actions.call(within(Duration.ofMinutes(5), read(forever)), forever);
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        while (running("sleep 10021").isEmpty()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertInstanceOf(InterruptedException.class, seen.get());
        isGone("sleep 10021");
    }

    @Test
    void aNameIsLookedForOnceInWholeFoldersOnly(@TempDir Path folder) throws Exception {
        Path first = tool(folder.resolve("first"), "echo first");
        Path second = tool(folder.resolve("second"), "echo second");
        String path = ".:bin:" + folder.resolve("first") + ":" + folder.resolve("second");
        ExecActions own = new ExecActions(() -> List.of("tool"), path);
        Target.Exec tool = program("tool", null);
        assertEquals("first", answered(own.call(read(tool), tool)).result());
        Files.delete(first);
        assertTrue(failed(own.call(read(tool), tool)).message().contains("gone"), "the second is no stand-in");
        assertTrue(Files.exists(second));
    }

    @Test
    void aLinkThatLeadsElsewhereThanBeforeIsRefused(@TempDir Path folder) throws Exception {
        Path good = tool(folder.resolve("good"), "echo good");
        Path bad = tool(folder.resolve("bad"), "echo bad");
        Path link = Files.createSymbolicLink(folder.resolve("link"), good);
        ExecActions own = new ExecActions(() -> List.of(link.toString()));
        Target.Exec linked = program(link.toString(), null);
        assertEquals("good", answered(own.call(read(linked), linked)).result());
        Files.delete(link);
        Files.createSymbolicLink(link, bad);
        String refused = failed(own.call(read(linked), linked)).message();
        assertTrue(refused.contains("leads to " + bad.toRealPath()), refused);
    }

    @Test
    void aFileThatEverybodyMayChangeAndARelativePathAreRefused(@TempDir Path folder) throws Exception {
        Path open = tool(folder.resolve("open"), "echo x");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xrwx"));
        ExecActions own = new ExecActions(() -> List.of(open.toString(), "./tool", "a/tool"));
        Target.Exec changed = program(open.toString(), null);
        assertTrue(failed(own.call(read(changed), changed)).message().contains("everybody"));
        for (String relative : List.of("./tool", "a/tool")) {
            Target.Exec near = program(relative, null);
            assertTrue(failed(own.call(read(near), near)).message().contains("whole path"));
        }
    }

    private static Path tool(Path folder, String script) throws IOException {
        Path file = Files.createDirectories(folder).resolve("tool");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void anArgumentThatNoProgramCanGetIsAFailureAndNoTrace() throws Exception {
        assertTrue(failed(call(program("cat", null, "a\0b"))).message().contains("could not be started"));
        assertTrue(failed(call(program("cat", null, "x".repeat(3_000_000))))
                .message()
                .contains("could not be started"));
    }

    private ActionOutcome call(Target.Exec target) throws InterruptedException {
        return actions.call(read(target), target);
    }

    private static Target.Exec program(String program, @Nullable String stdin, String... arguments) {
        return new Target.Exec(program, List.of(arguments), stdin);
    }
}
