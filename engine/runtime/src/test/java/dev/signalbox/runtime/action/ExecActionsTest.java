package dev.signalbox.runtime.action;

import static dev.signalbox.runtime.action.ActionCalls.answered;
import static dev.signalbox.runtime.action.ActionCalls.failed;
import static dev.signalbox.runtime.action.ActionCalls.read;
import static dev.signalbox.runtime.action.ActionCalls.unknown;
import static dev.signalbox.runtime.action.ActionCalls.within;
import static dev.signalbox.runtime.action.ActionCalls.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
        assertEquals("LANG\nPATH", names);
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
    void tooMuchOutputIsRefused() throws Exception {
        assertTrue(failed(call(program("cat", null, "/dev/zero"))).message().contains("1 MiB"));
    }

    private ActionOutcome call(Target.Exec target) throws InterruptedException {
        return actions.call(read(target), target);
    }

    private static Target.Exec program(String program, @Nullable String stdin, String... arguments) {
        return new Target.Exec(program, List.of(arguments), stdin);
    }
}
