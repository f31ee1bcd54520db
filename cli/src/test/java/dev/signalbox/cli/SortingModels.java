package dev.signalbox.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A loopback server that speaks OpenAI's chat completions and plays two models that sort messages for a desk: a large one that is always
 * right, and a small one that takes a broken thing for a complaint unless it is told what such a message asks for, and that
 * chats at first about orders.
 */
public final class SortingModels implements AutoCloseable {
    private final HttpServer server;
    final List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();

    public SortingModels() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** What a workspace finds it by. */
    public Map<String, String> environment() {
        return Map.of("MODEL_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    List<String> models() {
        return requests.stream()
                .map(request -> String.valueOf(request.get("model")))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> request = Json.object(JsonText.parse(body));
            requests.add(request);
            String question = said(request, "user");
            boolean again = !said(request, "assistant").isEmpty();
            String reply = reply("small-1".equals(request.get("model")), question, again);
            byte[] bytes = JsonText.write(Json.of(Map.of(
                            "id",
                            "c1",
                            "object",
                            "chat.completion",
                            "model",
                            request.get("model"),
                            "choices",
                            List.of(Map.of(
                                    "index",
                                    0,
                                    "finish_reason",
                                    "stop",
                                    "message",
                                    Map.of("role", "assistant", "content", reply))),
                            "usage",
                            Map.of(
                                    "prompt_tokens",
                                    question.length() / 4 + 30,
                                    "completion_tokens",
                                    reply.length() / 4,
                                    "total_tokens",
                                    1))))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String reply(boolean small, String question, boolean again) {
        if (question.startsWith("How much")) {
            return question.contains("40")
                    ? "{\"amount\": 40, \"reason\": \"" + (small ? "A cup is cracked." : "One cup was cracked.") + "\"}"
                    : "{\"amount\": 900, \"reason\": \"The blender arrived broken.\"}";
        }
        if (question.contains("Where is")) {
            return small && !again ? "They would like to know where it is." : "{\"value\": \"status\"}";
        }
        boolean told = question.contains("money back is a refund");
        return "{\"value\": \"" + (small && !told && question.contains("cracked") ? "complaint" : "refund") + "\"}";
    }

    private static String said(Map<String, Object> request, String role) {
        for (Object message : Json.list(java.util.Objects.requireNonNull(request.get("messages")))) {
            Map<String, Object> fields = Json.object(message);
            if (role.equals(fields.get("role"))) {
                return String.valueOf(fields.get("content"));
            }
        }
        return "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
