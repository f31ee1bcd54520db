package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The pipe of {@code signalbox mcp}: read to its end, with rubbish in it, and with the client of the SDK at the other end. */
class McpPipeTest {
    private static final String BEGIN = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":\"call\",\"method\":\"tools/call\",\"params\":{\"name\":\"again\",\"arguments\":{\"text\":\"hello\"}}}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\n");
        Files.writeString(folder.resolve("again.flow.yaml"), McpCommandTest.FLOW.formatted("again", "read", ""));
    }

    /** Every line that is printed, by the id it answers; those without one by their error's code. */
    private Map<String, Map<String, Object>> answers(String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                folder.toAbsolutePath(),
                Map.of());
        assertEquals(Exit.FINE, Cli.run(terminal, "mcp"));
        Map<String, Map<String, Object>> answers = new TreeMap<>();
        out.toString(StandardCharsets.UTF_8).lines().forEach(line -> {
            Map<String, Object> message = Json.object(JsonText.parse(line));
            assertEquals("2.0", message.get("jsonrpc"));
            Object error = message.get("error");
            answers.put(
                    String.valueOf(
                            message.get("id") instanceof String || message.containsKey("result")
                                    ? message.get("id")
                                    : Json.object(error).get("code")),
                    message);
        });
        return answers;
    }

    private static Object run(Map<String, Object> answer) {
        return Json.object(Json.object(answer.get("result")).get("structuredContent"))
                .get("status");
    }

    @Test
    void input_that_ends_at_once_is_answered_to_the_last_request() {
        Map<String, Map<String, Object>> answers =
                answers(BEGIN + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{}}\n" + CALL);

        assertEquals(new TreeSet<>(List.of("1", "2", "call")), answers.keySet());
        assertEquals("succeeded", run(answers.get("call")));
    }

    @Test
    void a_line_that_is_no_message_is_refused_and_the_session_goes_on() {
        Map<String, Map<String, Object>> answers = answers(BEGIN
                + "rubbish\n\n{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}\n{\"id\":7,\"x\":\""
                + "x".repeat(2 * 1024 * 1024) + "\"}\n" + CALL);

        assertEquals(new TreeSet<>(List.of("1", "-32600", "-32700", "call")), answers.keySet());
        assertEquals("succeeded", run(answers.get("call")));
    }

    @Test
    void the_client_of_the_sdk_starts_the_program_and_calls_a_flow() {
        ServerParameters program = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "mcp",
                        "--workspace",
                        folder.toString())
                .build();
        try (McpSyncClient client = McpClient.sync(new StdioClientTransport(
                        program, new JacksonMcpJsonMapper(JsonMapper.builder().build())))
                .requestTimeout(Duration.ofMinutes(2))
                .initializationTimeout(Duration.ofMinutes(2))
                .build()) {
            assertEquals("signalbox", client.initialize().serverInfo().name());
            assertTrue(client.listTools().tools().stream()
                    .anyMatch(tool -> tool.name().equals("again")));

            McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder("again")
                    .arguments(Map.of("text", "hello"))
                    .build());

            assertFalse(Boolean.TRUE.equals(result.isError()), result::toString);
            assertTrue(result.structuredContent().toString().contains("output={text=hello}"), result::toString);
        }
    }
}
