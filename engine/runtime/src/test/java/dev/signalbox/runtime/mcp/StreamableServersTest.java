package dev.signalbox.runtime.mcp;

import static dev.signalbox.runtime.mcp.McpWorkspaces.failed;
import static dev.signalbox.runtime.mcp.McpWorkspaces.result;
import static dev.signalbox.runtime.mcp.McpWorkspaces.unknown;
import static dev.signalbox.runtime.mcp.McpWorkspaces.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.core.command.ActionOutcome;
import dev.signalbox.core.effect.Target;
import dev.signalbox.dsl.model.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tools of a server over streamable HTTP, behind the guards of HTTP actions. */
class StreamableServersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile Workspace workspace;
    private McpActions actions;
    private volatile String session = "s-1";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", this::handle);
        server.start();
        allow("127.0.0.1:" + port());
        actions = McpActions.of(() -> workspace, McpWorkspaces.environment(), pin -> null);
    }

    @AfterEach
    void end() {
        actions.close();
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void allow(String host) {
        at("http://127.0.0.1:" + port() + "/mcp", host);
    }

    private void at(String url, String allowed) {
        workspace = McpWorkspaces.read("""
                signalbox: 1
                secrets: { TOKEN: {}, BOUND: { hosts: [shop.example] } }
                http: { allow: ["%s"] }
                mcp: { servers: { web: { url: "%s", headers: { Authorization: "Bearer ${secret.TOKEN}" } } } }
                """.formatted(allowed, url));
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String method = message.path("method").asString("");
        seen.add(exchange.getRequestMethod() + " " + method + " "
                + exchange.getRequestHeaders().getFirst("Mcp-Session-Id") + " "
                + exchange.getRequestHeaders().getFirst("MCP-Protocol-Version") + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        String asked = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
        if (asked != null && !asked.equals(session)) {
            answer(exchange, 404, "text/plain", "no such session");
            return;
        }
        exchange.getResponseHeaders().set("Mcp-Session-Id", session);
        switch (method) {
            case "initialize" ->
                answer(
                        exchange,
                        message,
                        Map.of(
                                "protocolVersion", "2025-06-18",
                                "capabilities", Map.of("tools", Map.of()),
                                "serverInfo", Map.of("name", "web", "version", "1")));
            case "tools/list" ->
                answer(
                        exchange,
                        message,
                        Map.of(
                                "tools",
                                List.of(
                                        Map.of("name", "stream", "inputSchema", Map.of("type", "object")),
                                        Map.of("name", "drop", "inputSchema", Map.of("type", "object")),
                                        Map.of("name", "page", "inputSchema", Map.of("type", "object")),
                                        Map.of("name", "huge", "inputSchema", Map.of("type", "object")),
                                        Map.of("name", "busy", "inputSchema", Map.of("type", "object")))));
            case "tools/call" -> call(exchange, message);
            default -> answer(exchange, 202, "text/plain", "");
        }
    }

    private void call(HttpExchange exchange, JsonNode message) throws IOException {
        switch (message.path("params").path("name").asString()) {
            case "stream" ->
                answer(
                        exchange,
                        200,
                        "text/event-stream",
                        "event: message\nid: 1\ndata: "
                                + JSON.writeValueAsString(Map.of(
                                        "jsonrpc", "2.0", "method", "notifications/progress", "params", Map.of()))
                                + "\n\n: a comment\n\ndata: "
                                + JSON.writeValueAsString(Map.of(
                                        "jsonrpc", "2.0",
                                        "id", message.path("id"),
                                        "result",
                                                Map.of(
                                                        "content",
                                                        List.of(Map.of(
                                                                "type",
                                                                "text",
                                                                "text",
                                                                "token " + McpWorkspaces.SECRET)))))
                                + "\n\n");
            case "drop" -> exchange.close();
            case "page" -> answer(exchange, 200, "text/html", "<p>Sign in</p>");
            case "huge" -> answer(exchange, 200, "application/json", "x".repeat(2 * 1024 * 1024));
            default -> answer(exchange, 503, "text/plain", "busy, says " + McpWorkspaces.SECRET);
        }
    }

    private static void answer(HttpExchange exchange, JsonNode message, Map<String, Object> result) throws IOException {
        answer(
                exchange,
                200,
                "application/json",
                JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", message.path("id"), "result", result)));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Target.Mcp pinned(String tool) throws Exception {
        return new Target.Mcp("web", tool, actions.tools("web", LONG).get(tool).pin(), null);
    }

    @Test
    void aStreamIsReadToTheAnswerAndItsSecretComesBackAsItsName() throws Exception {
        assertEquals("token ${secret.TOKEN}", result(actions.call(write(pinned("stream"), Map.of()))));
        assertEquals("POST initialize null null Bearer " + McpWorkspaces.SECRET, seen.getFirst());
        assertTrue(
                seen.contains("POST tools/call s-1 2025-06-18 Bearer " + McpWorkspaces.SECRET), () -> seen.toString());
    }

    @Test
    void aLostConnectionLeavesAWriteUnknownAndARefusalDoesNot() throws Exception {
        ActionOutcome.Unknown dropped = unknown(actions.call(write(pinned("drop"), Map.of())));
        assertEquals("connection", dropped.kind());
        ActionOutcome.Failed busy = failed(actions.call(write(pinned("busy"), Map.of())));
        assertEquals("http.503", busy.kind());
        assertTrue(busy.message().contains("busy, says ${secret.TOKEN}"), busy.message());
    }

    @Test
    void whatIsNoMessageOrTooLargeIsAFailure() throws Exception {
        assertTrue(
                failed(actions.call(write(pinned("page"), Map.of()))).message().contains("text/html"));
        assertTrue(
                failed(actions.call(write(pinned("huge"), Map.of()))).message().contains("1 MiB"));
    }

    @Test
    void aSessionThatTheServerHasForgottenIsBegunAnew() throws Exception {
        Target.Mcp stream = pinned("stream");
        result(actions.call(write(stream, Map.of())));
        session = "s-2";
        assertEquals("connection", failed(actions.call(write(stream, Map.of()))).kind());
        assertEquals("token ${secret.TOKEN}", result(actions.call(write(stream, Map.of()))));
    }

    @Test
    void aHostThatIsNotOnTheListOrLeadsToAPrivateAddressIsNotReached() throws Exception {
        Target.Mcp tool = new Target.Mcp("web", "stream", "sha256:x", null);
        allow("shop.example");
        ActionOutcome.Failed unnamed = failed(actions.call(write(tool, Map.of())));
        assertEquals("value", unnamed.kind());
        assertTrue(unnamed.message().contains("http.allow"), unnamed.message());

        String name = "mcp.localhost";
        at("http://2130706433:" + port() + "/mcp", "2130706433");
        assertTrue(failed(actions.call(write(tool, Map.of()))).message().contains("unusual form"));
        at("https://" + name + "@127.0.0.1/mcp", "127.0.0.1");
        assertTrue(failed(actions.call(write(tool, Map.of()))).message().contains("user name"));
        assertTrue(seen.isEmpty(), () -> seen.toString());
    }

    @Test
    void aSecretGoesOnlyToItsHosts() throws Exception {
        workspace = McpWorkspaces.read("""
                signalbox: 1
                secrets: { BOUND: { hosts: [shop.example] } }
                http: { allow: ["127.0.0.1:%s"] }
                mcp: { servers: { web: { url: "http://127.0.0.1:%s/mcp", headers: { X-Key: "${secret.BOUND}" } } } }
                """.formatted(port(), port()));
        ActionOutcome.Failed failed =
                failed(actions.call(write(new Target.Mcp("web", "a", "sha256:x", null), Map.of())));
        assertTrue(failed.message().contains("may not be sent to"), failed.message());
        assertTrue(seen.isEmpty(), () -> seen.toString());
    }
}
