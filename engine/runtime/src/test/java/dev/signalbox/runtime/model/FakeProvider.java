package dev.signalbox.runtime.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A loopback server that speaks OpenAI's chat completions and Anthropic's messages. It checks a schema as the strict mode
 * of the real ones does, plays scripted answers in order, and keeps every request.
 */
final class FakeProvider implements AutoCloseable {
    /** One answer. A null body hangs until the server is closed. */
    record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    final CountDownLatch asked = new CountDownLatch(1);
    final List<Map<String, Object>> requests = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> upgrades = new CopyOnWriteArrayList<>();
    final List<String> schemaFaults = new CopyOnWriteArrayList<>();

    FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    FakeProvider then(int status, String body, Map<String, String> headers) {
        script.add(new Answer(status, body, headers));
        return this;
    }

    FakeProvider hangs() {
        return then(-1, "", Map.of());
    }

    /** Sends the headers and a part of the body, then nothing. */
    FakeProvider stalls() {
        return then(-2, "", Map.of());
    }

    FakeProvider openAi(String text, String finish) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "c1");
        body.put("object", "chat.completion");
        body.put("model", "m");
        body.put(
                "choices",
                List.of(Map.of(
                        "index",
                        0L,
                        "finish_reason",
                        finish,
                        "message",
                        Map.of("role", "assistant", "content", text))));
        body.put(
                "usage",
                Map.of(
                        "prompt_tokens",
                        1000L,
                        "completion_tokens",
                        50L,
                        "total_tokens",
                        1050L,
                        "prompt_tokens_details",
                        Map.of("cached_tokens", 400L)));
        return then(200, JsonText.write(body), Map.of());
    }

    FakeProvider anthropic(String text, String stop) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "m1");
        body.put("type", "message");
        body.put("role", "assistant");
        body.put("model", "m");
        body.put("content", List.of(Map.of("type", "text", "text", text)));
        body.put("stop_reason", stop);
        body.put(
                "usage",
                Map.of(
                        "input_tokens", 500L,
                        "output_tokens", 50L,
                        "cache_read_input_tokens", 400L,
                        "cache_creation_input_tokens", 100L));
        return then(200, JsonText.write(body), Map.of());
    }

    Map<String, Object> last() {
        return requests.getLast();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> request = Json.object(JsonText.parse(body));
            requests.add(request);
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                upgrades.add(exchange.getRequestHeaders().getFirst("Upgrade"));
            }
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            keys.add(
                    bearer == null ? String.valueOf(exchange.getRequestHeaders().getFirst("x-api-key")) : bearer);
            Object schema = schema(request);
            if (schema != null) {
                strict(schema, "", true);
            }
            asked.countDown();
            Answer answer = script.poll();
            if (answer == null) {
                answer = new Answer(500, "{\"error\":{\"message\":\"nothing scripted\"}}", Map.of());
            }
            if (answer.status() == -1) {
                await();
                return;
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.status() == -2) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                await();
                return;
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Object schema(Map<String, Object> request) {
        if (request.get("response_format") instanceof Map<?, ?> format
                && format.get("json_schema") instanceof Map<?, ?> json) {
            return json.get("schema");
        }
        if (request.get("output_config") instanceof Map<?, ?> config
                && config.get("format") instanceof Map<?, ?> format) {
            return format.get("schema");
        }
        return null;
    }

    /** The rules of strict schemas: what a real server answers with status 400. */
    private void strict(Object schema, String at, boolean root) {
        Map<String, Object> node = Json.object(schema);
        for (String key : List.of("oneOf", "allOf", "$ref", "$defs", "const", "pattern", "minLength", "maxLength")) {
            if (node.containsKey(key)) {
                schemaFaults.add(key + " at " + at);
            }
        }
        if (root && !"object".equals(node.get("type"))) {
            schemaFaults.add("the root is no object");
        }
        if (node.get("anyOf") instanceof List<?> any) {
            any.forEach(member -> strict(member, at + "/anyOf", false));
        } else if (!node.containsKey("type")) {
            schemaFaults.add("no type at " + at);
        }
        if (node.get("properties") instanceof Map<?, ?> properties) {
            if (!Boolean.FALSE.equals(node.get("additionalProperties"))) {
                schemaFaults.add("additionalProperties at " + at);
            }
            if (!(node.get("required") instanceof List<?> required)
                    || !List.copyOf(properties.keySet()).equals(required)) {
                schemaFaults.add("required at " + at);
            }
            properties.forEach((name, property) -> strict(property, at + "/" + name, false));
        }
        if (node.get("items") != null) {
            strict(node.get("items"), at + "/items", false);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
