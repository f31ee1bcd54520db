package dev.signalbox.runtime.mcp;

import static dev.signalbox.runtime.mcp.McpWorkspaces.call;
import static dev.signalbox.runtime.mcp.McpWorkspaces.failed;
import static dev.signalbox.runtime.mcp.McpWorkspaces.read;
import static dev.signalbox.runtime.mcp.McpWorkspaces.result;
import static dev.signalbox.runtime.mcp.McpWorkspaces.unknown;
import static dev.signalbox.runtime.mcp.McpWorkspaces.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Action;
import dev.signalbox.dsl.model.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of a server that is a program of its own, and everything it can do wrong. */
class McpActionsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private volatile Workspace workspace = McpWorkspaces.read("signalbox: 1");
    private @Nullable McpActions actions;

    private McpActions toy(String modes) {
        return toy(modes, LONG);
    }

    private McpActions toy(String modes, Duration toBegin) {
        workspace = McpWorkspaces.toy(folder, modes);
        actions = new McpActions(
                () -> workspace, McpWorkspaces.environment(), pin -> PinFile.find(folder, pin), toBegin, nanos::get);
        return actions;
    }

    @AfterEach
    void end() {
        if (actions != null) {
            actions.close();
        }
    }

    private static Target.Mcp pinned(McpActions toy, String tool) throws Exception {
        return new Target.Mcp("toy", tool, toy.tools("toy", LONG).get(tool).pin(), null);
    }

    private List<String> told(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    @Test
    void structuredContentIsTheResultAndOneSessionServesEveryCall() throws Exception {
        McpActions toy = toy("");

        assertEquals(Map.of("sum", 5L), result(toy.call(write(pinned(toy, "add"), Map.of("a", 2L, "b", 3L)))));
        assertEquals(Map.of("sum", 9L), result(toy.call(read(pinned(toy, "add"), Map.of("a", 4L, "b", 5L)))));
        assertEquals(1, told("starts").size());
        assertEquals("add 0197-run/act/1/", told("calls").getFirst());
    }

    @Test
    void aTextIsReadAsJsonOnlyWhereTheActionReturnsNoText() throws Exception {
        McpActions toy = toy("");
        Target.Mcp say = pinned(toy, "say");
        Target.Mcp asJson = new Target.Mcp(say.server(), say.tool(), say.schema(), true);

        assertEquals("{\"a\":1}", result(toy.call(read(say, Map.of("text", "{\"a\":1}")))));
        assertEquals(Map.of("a", 1L), result(toy.call(read(asJson, Map.of("text", "{\"a\":1}")))));
        ActionOutcome.Failed plain = failed(toy.call(read(asJson, Map.of("text", "plain"))));
        assertEquals("value", plain.kind());
        assertTrue(plain.message().contains("no JSON"), plain.message());
    }

    @Test
    void whatIsNoTextStaysAsTheServerGaveIt() throws Exception {
        McpActions toy = toy("");
        assertEquals(
                Map.of("content", List.of(Map.of("type", "image", "data", "AAAA", "mimeType", "image/png"))),
                result(toy.call(read(pinned(toy, "picture"), Map.of()))));
    }

    @Test
    void anErrorOfTheToolAndOneOfTheProtocolAreFailuresThatRoutesCanName() throws Exception {
        McpActions toy = toy("");

        ActionOutcome.Failed tool = failed(toy.call(write(pinned(toy, "fail"), Map.of())));
        assertEquals("action.error", tool.kind());
        assertEquals("The shelf is empty.", tool.message());
        ActionOutcome.Failed protocol = failed(toy.call(write(pinned(toy, "wrong"), Map.of())));
        assertEquals("action.error", protocol.kind());
        assertTrue(protocol.message().contains("Unknown tool: wrong (-32602)"), protocol.message());
    }

    @Test
    void aServerThatDiesInTheMiddleOfACallLeavesAWriteUnknownAndIsStartedAgain() throws Exception {
        McpActions toy = toy("");
        Target.Mcp die = pinned(toy, "die");
        result(toy.call(read(pinned(toy, "say"), Map.of("text", "x"))));

        ActionOutcome.Unknown written = unknown(toy.call(write(die, Map.of())));
        assertEquals("connection", written.kind());
        assertTrue(written.message().contains("it ended with exit code 7"), written.message());
        assertEquals("x", result(toy.call(read(pinned(toy, "say"), Map.of("text", "x")))));
        assertEquals("connection", failed(toy.call(read(die, Map.of()))).kind());
        assertEquals(2, told("starts").size());
    }

    @Test
    void aServerThatHangsIsToldSoAndGivenUpAndTheNextCallFindsANewOne() throws Exception {
        McpActions toy = toy("hangs");
        Target.Mcp hang = pinned(toy, "hang");
        Target.Mcp add = pinned(toy, "add");
        sum(toy);

        ActionOutcome.Unknown written = unknown(toy.call(
                call(hang, Map.of(), Action.Effect.WRITE, Action.Delivery.AT_MOST_ONCE, Duration.ofMillis(300))));
        assertEquals("timeout", written.kind());
        assertEquals(
                "The MCP server toy did not answer within", written.message().substring(0, 40));
        awaitFile("cancelled");
        // It answers no ping: within seconds its session is closed, by the end of its input.
        awaitFile("ends");
        assertEquals(Map.of("sum", 2L), result(toy.call(read(add, Map.of("a", 1L, "b", 1L)))));
    }

    private void awaitFile(String name) throws IOException {
        long until = System.nanoTime() + LONG.toNanos();
        while (told(name).isEmpty()) {
            assertTrue(System.nanoTime() < until, "no " + name + " within a minute");
            Thread.onSpinWait();
        }
    }

    @Test
    void aBannerIsPassedOverAndTooMuchOfItEndsTheSession() throws Exception {
        assertEquals(Map.of("sum", 3L), sum(toy("banner")));
        end();
        McpActions garbage = toy("garbage");
        ActionOutcome.Failed failed =
                failed(garbage.call(write(new Target.Mcp("toy", "add", "sha256:x", null), Map.of())));
        assertEquals("connection", failed.kind());
        assertTrue(failed.message().contains("lines that are no MCP messages"), failed.message());
    }

    private static Object sum(McpActions toy) throws Exception {
        return result(toy.call(write(pinned(toy, "add"), Map.of("a", 1L, "b", 2L))));
    }

    @Test
    void aFloodAndAnAnswerThatIsTooLargeEndTheSession() throws Exception {
        McpActions toy = toy("");
        result(toy.call(read(pinned(toy, "say"), Map.of("text", "x"))));
        ActionOutcome.Failed flood = failed(toy.call(read(pinned(toy, "flood"), Map.of())));
        assertTrue(flood.message().contains("messages that nobody had asked for"), flood.message());

        result(toy.call(read(pinned(toy, "say"), Map.of("text", "x"))));
        ActionOutcome.Unknown huge = unknown(toy.call(write(pinned(toy, "huge"), Map.of())));
        assertTrue(huge.message().contains("larger than 1 MiB"), huge.message());
    }

    @Test
    void aToolThatIsAnotherNowIsNotCalledAndTheChangeIsTold() throws Exception {
        McpActions toy = toy("");
        Target.Mcp add = pinned(toy, "add");
        PinFile.add(folder, List.of(toy.tools("toy", LONG).get("add")));
        result(toy.call(read(pinned(toy, "change"), Map.of())));
        int before = told("calls").size();

        ActionOutcome.Failed changed = failed(toy.call(write(add, Map.of("a", 1L, "b", 2L))));

        assertEquals("action.mcp_changed", changed.kind());
        assertTrue(
                changed.message()
                        .contains(
                                "description: was \"Adds two numbers.\", is \"Adds two numbers, and sends them to me.\""),
                changed.message());
        assertEquals(before, told("calls").size());
        Target.Mcp gone = new Target.Mcp("toy", "gone", add.schema(), null);
        assertEquals(
                "action.mcp_changed", failed(toy.call(write(gone, Map.of()))).kind());
    }

    @Test
    void aToolWithoutAPinIsNotCalled() throws Exception {
        ActionOutcome.Failed failed = failed(toy("").call(write(new Target.Mcp("toy", "add", null, null), Map.of())));
        assertEquals("value", failed.kind());
        assertTrue(failed.message().contains("signalbox mcp pin"), failed.message());
        assertTrue(told("starts").isEmpty());
    }

    @Test
    void aProgramThatTheWorkspaceDoesNotAllowIsNotStarted() throws Exception {
        McpActions toy = toy("");
        workspace = McpWorkspaces.toy(folder, "", "allow: [java]");

        ActionOutcome.Failed failed = failed(toy.call(write(new Target.Mcp("toy", "add", "sha256:x", null), Map.of())));

        assertEquals("value", failed.kind());
        assertTrue(failed.message().contains("exec.allow"), failed.message());
        assertTrue(told("starts").isEmpty());
    }

    @Test
    void aServerThatCannotBeginIsTriedAgainOnlyAfterAPause() throws Exception {
        McpActions toy = toy("exits");
        Target.Mcp add = new Target.Mcp("toy", "add", "sha256:x", null);

        ActionOutcome.Failed first = failed(toy.call(write(add, Map.of())));
        assertTrue(first.message().contains("exit code 3"), first.message());
        ActionOutcome.Failed second = failed(toy.call(write(add, Map.of())));
        assertTrue(second.message().contains("has ended once and is tried again in 1 s"), second.message());
        assertEquals(1, told("starts").size());
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        failed(toy.call(write(add, Map.of())));
        assertEquals(2, told("starts").size());
        ActionOutcome.Failed fourth = failed(toy.call(write(add, Map.of())));
        assertTrue(fourth.message().contains("2 times in a row"), fourth.message());
    }

    @Test
    void aServerThatDoesNotBeginInTimeOrSpeaksAnotherProtocolIsNotUsed() throws Exception {
        Target.Mcp add = new Target.Mcp("toy", "add", "sha256:x", null);
        ActionOutcome.Failed silent =
                failed(toy("silent", Duration.ofMillis(200)).call(write(add, Map.of())));
        assertEquals("timeout", silent.kind());
        end();
        ActionOutcome.Failed ancient = failed(toy("ancient").call(write(add, Map.of())));
        assertTrue(ancient.message().contains("speaks version 1999-01-01"), ancient.message());
    }

    @Test
    void theEnvironmentHoldsWhatTheSettingsNameAndASecretComesBackAsItsName() throws Exception {
        McpActions toy = toy("");
        assertEquals(
                "GREETING=hello\nLANG=C.UTF-8\nPATH\nTOKEN=${secret.TOKEN}",
                result(toy.call(read(pinned(toy, "env"), Map.of()))));
    }

    @Test
    void aSecretThatIsBoundToHostsIsGivenToNoProgram() throws Exception {
        McpActions toy = toy("");
        workspace = McpWorkspaces.read("""
                signalbox: 1
                secrets: { BOUND: { hosts: [shop.example] } }
                exec: { allow: [cat] }
                mcp: { servers: { toy: { command: cat, env: { T: "${secret.BOUND}" } } } }
                """);
        ActionOutcome.Failed failed = failed(toy.call(write(new Target.Mcp("toy", "add", "sha256:x", null), Map.of())));
        assertTrue(failed.message().contains("may be sent to shop.example only"), failed.message());
    }

    @Test
    void whatTheServerAsksOfUsIsRefused() throws Exception {
        McpActions toy = toy("");
        String reply = (String) result(toy.call(read(pinned(toy, "ask"), Map.of())));
        assertTrue(reply.contains("-32601"), reply);
    }

    @Test
    void closingEndsTheProgramAndItsChildren() throws Exception {
        McpActions toy = toy("");
        long child = Long.parseLong((String) result(toy.call(read(pinned(toy, "child"), Map.of()))));
        assertTrue(ProcessHandle.of(child).isPresent());

        toy.close();

        for (long pid : List.of(child, Long.parseLong(told("starts").getFirst()))) {
            ProcessHandle left = ProcessHandle.of(pid).orElse(null);
            if (left != null) {
                left.onExit().get(60, java.util.concurrent.TimeUnit.SECONDS);
            }
            assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void otherSettingsBeginAnotherSession() throws Exception {
        McpActions toy = toy("");
        sum(toy);
        workspace = McpWorkspaces.toy(folder, "banner");
        sum(toy);
        assertEquals(2, told("starts").size());
    }

    @Test
    void callsBeyondItsConcurrencyWaitAndDoNothingWhenTheirTimeIsOver() throws Exception {
        McpActions toy = toy("");
        Target.Mcp hang = pinned(toy, "hang");
        List<Thread> busy = java.util.stream.Stream.of(1, 2)
                .map(each -> Thread.ofVirtual().start(() -> {
                    try {
                        toy.call(read(hang, Map.of()));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        awaitCalls(2);

        ActionOutcome.Failed third = failed(toy.call(
                call(hang, Map.of(), Action.Effect.WRITE, Action.Delivery.AT_MOST_ONCE, Duration.ofMillis(50))));

        assertEquals("timeout", third.kind());
        assertTrue(third.message().contains("other calls under way"), third.message());
        for (Thread each : busy) {
            each.interrupt();
            each.join();
        }
        assertNotNull(told("calls"));
        assertEquals(2, told("calls").size());
    }

    private void awaitCalls(int count) throws IOException {
        long until = System.nanoTime() + LONG.toNanos();
        while (told("calls").size() < count) {
            assertTrue(System.nanoTime() < until, "no " + count + " calls within a minute");
            Thread.onSpinWait();
        }
    }
}
