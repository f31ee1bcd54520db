package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An MCP client at the other end of {@code signalbox mcp}: what it is offered, what it gets, and what it cannot do. */
class McpCommandTest {
    static final String FLOW = """
            signalbox: 1
            flow: %s
            version: 1.0.0
            description: Says it again.
            limits: { steps: 5, duration: 1h }
            actions:
              say: { echo: {}, args: { type: object, required: [text], properties: { text: { type: string, maxLength: 50 } } }, returns: { type: object, required: [text], properties: { text: { type: string, maxLength: 50 } } }, effect: %s }
            input: { type: object, required: [text], properties: { text: { type: string, maxLength: 50 } } }
            output: { type: object, required: [text], properties: { text: { type: string } } }
            data: { said: { type: object, required: [text], properties: { text: { type: string, maxLength: 50 } } } }
            start: say
            otherwise: { failed: broken }
            states:
              say: { call: say, with: { text: "${input.text}" }, %s save: said, next: done }
              done: { end: succeeded, output: { text: "${said.text}" } }
              broken: { end: failed }
            """;

    @TempDir
    Path folder;

    private PrintStream to;
    private BufferedReader from;
    private Thread serving;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), """
                signalbox: 1
                groups: [leads]
                people: { sam: { name: Sam, groups: [leads], roles: [approver] } }
                """);
        Files.writeString(folder.resolve("again.flow.yaml"), FLOW.formatted("again", "read", ""));
        Files.writeString(
                folder.resolve("held.flow.yaml"),
                FLOW.formatted(
                        "held",
                        "write",
                        "approve: { title: \"Say it?\", by: [leads], within: 1h }, otherwise: { rejected: broken, expired: broken },"));
        // Nobody approves its write, which is an error: it is no tool.
        Files.writeString(folder.resolve("bare.flow.yaml"), FLOW.formatted("bare", "write", ""));
        PipedInputStream in = new PipedInputStream(65_536);
        to = new PrintStream(new PipedOutputStream(in), true, StandardCharsets.UTF_8);
        PipedInputStream out = new PipedInputStream(1 << 20);
        PrintStream written = new PrintStream(new PipedOutputStream(out), true, StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8));
        Terminal terminal = new Terminal(written, System.err, in, folder.toAbsolutePath(), Map.of());
        serving = Thread.ofPlatform().daemon().start(() -> Cli.run(terminal, "mcp", "--wait", "60"));
        Map<String, Object> began = ask(
                "initialize",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        assertEquals("signalbox", Json.object(began.get("serverInfo")).get("name"));
        to.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    @AfterEach
    void end() throws InterruptedException {
        to.close();
        serving.join();
    }

    /** Each line that is printed is a message of the protocol; notifications are passed over. */
    private Map<String, Object> next(Object id) throws IOException {
        while (true) {
            Map<String, Object> message = Json.object(JsonText.parse(from.readLine()));
            assertEquals("2.0", message.get("jsonrpc"));
            if (id.equals(message.get("id")) || id.equals(message.get("method"))) {
                return message;
            }
        }
    }

    private Map<String, Object> ask(String method, String params) throws IOException {
        long id = ++asked;
        to.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
        Map<String, Object> answer = next(id);
        assertTrue(answer.containsKey("result"), () -> answer.toString());
        return Json.object(answer.get("result"));
    }

    private Map<String, Object> call(String tool, String arguments) throws IOException {
        return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    private TreeSet<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Object tool : Json.list(ask("tools/list", "{}").get("tools"))) {
            names.add((String) Json.object(tool).get("name"));
        }
        return names;
    }

    @Test
    void each_flow_is_a_tool_with_its_own_types_and_its_run_s_end_the_answer() throws IOException {
        Map<String, Object> listed = ask("tools/list", "{}");
        Map<String, Object> again = Json.object(Json.list(listed.get("tools")).stream()
                .filter(tool -> "again".equals(Json.object(tool).get("name")))
                .findFirst()
                .orElseThrow());
        assertEquals(List.of("text"), Json.object(again.get("inputSchema")).get("required"));

        Map<String, Object> run =
                Json.object(call("again", "{\"text\":\"hello\"}").get("structuredContent"));

        assertEquals("succeeded", run.get("status"));
        assertEquals(Map.of("text", "hello"), run.get("output"));
        Map<String, Object> later = Json.object(
                call("signalbox_run", "{\"run\":\"" + run.get("run") + "\"}").get("structuredContent"));
        assertEquals(run, later);
    }

    @Test
    void a_flow_that_holds_says_where_a_person_decides_and_no_tool_does() throws IOException {
        Map<String, Object> run =
                Json.object(call("held", "{\"text\":\"hello\"}").get("structuredContent"));

        assertEquals("paused", run.get("status"));
        assertFalse(run.containsKey("output"));
        Map<String, Object> hold = Json.object(Json.list(run.get("holds")).getFirst());
        assertEquals("Say it?", hold.get("title"));
        assertTrue(String.valueOf(run.get("next")).contains("A person has to decide"), run.toString());
        assertEquals(new TreeSet<>(List.of("again", "held", "signalbox_run")), names());
    }

    @Test
    void what_does_not_fit_and_what_is_not_there_are_answers_a_model_can_read() throws IOException {
        Map<String, Object> unfit = call("again", "{\"text\":5}");
        assertEquals(true, unfit.get("isError"));
        assertTrue(unfit.get("content").toString().contains("text"), unfit.toString());
        assertEquals(true, call("signalbox_run", "{\"run\":\"no-such-run\"}").get("isError"));
    }

    @Test
    void a_changed_file_changes_the_tools_and_the_client_is_told() throws IOException {
        Files.writeString(folder.resolve("more.flow.yaml"), FLOW.formatted("more", "read", ""));

        next("notifications/tools/list_changed");

        assertTrue(names().contains("more"));
    }
}
