package dev.signalbox.runtime.mcp;

import static dev.signalbox.runtime.mcp.McpWorkspaces.failed;
import static dev.signalbox.runtime.mcp.McpWorkspaces.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's program that cannot be started: the sentence says what is wrong with how it is named. */
class McpProgramsTest {
    @TempDir
    Path folder;

    @Test
    void aNameThatPathDoesNotHave() throws Exception {
        assertEquals(
                "The program no-such-server of the MCP server toy could not be started: no folder of PATH has it that may be"
                        + " run.",
                refusal("no-such-server"));
    }

    @Test
    void aPathThatDependsOnAFolder() throws Exception {
        String told = refusal("node_modules/.bin/server");
        assertTrue(told.endsWith("write the whole path, or the name alone where PATH has it."), told);
    }

    @Test
    void aPathThatLeadsNowhereAndAFileThatIsNoProgram() throws Exception {
        Path file = Files.writeString(folder.resolve("server"), "#!/bin/sh\n");
        for (Path path : new Path[] {folder.resolve("nowhere"), file}) {
            String told = refusal(path.toString());
            assertTrue(told.endsWith("there is no such program that may be run."), told);
        }
    }

    private static String refusal(String program) throws Exception {
        Workspace workspace = McpWorkspaces.read("""
                signalbox: 1
                exec: { allow: ["%1$s"] }
                mcp: { servers: { toy: { command: "%1$s" } } }
                """.formatted(program));
        try (McpActions actions = McpActions.of(() -> workspace, McpWorkspaces.environment(), pin -> null)) {
            ActionOutcome.Failed failed = failed(actions.call(
                    write(new Target.Mcp("toy", "act", "sha256:" + "0".repeat(64), null), Map.of())));
            assertEquals("value", failed.kind());
            return failed.message();
        }
    }
}
