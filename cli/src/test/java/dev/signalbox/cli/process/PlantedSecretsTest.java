package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets planted in the environment are used by a run that succeeds and by one that fails, against a world outside that
 * repeats whatever it is sent, in its answers and in its errors. Then everything that Signalbox has put out is searched.
 */
class PlantedSecretsTest {
    private static final String TOKEN = "planted-token-91c2f6e07b";
    private static final String KEY = "planted-model-key-5a77e1";

    private static final String FLOW = """
            data:
              echo: { type: object, required: [said], properties: { said: { type: string, maxLength: 2000 } } }
              answer: { enum: [yes, no] }
            actions:
              act:
                http:
                  method: POST
                  url: "${env.SINK_URL}/%s"
                  headers: { Authorization: "Bearer ${secret.SINK_TOKEN}" }
                  body: { id: "${args.id}" }
                args: { type: object, required: [id], properties: { id: { type: string } } }
                returns: { type: object, required: [said], properties: { said: { type: string } } }
                effect: read
            start: act
            states:
              act:
                call: act
                with: { id: "${input.id}" }
                save: echo
                otherwise: { failed: broken }
                next: ask
              ask:
                llm: { model: slow, prompt: "Is it so?" }
                save: answer
                otherwise: { invalid: broken, failed: broken }
                next: done
              done: { end: succeeded }
              broken: { end: failed, error: "${error.kind}: ${error.message}" }
            """;

    @TempDir
    Path folder;

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final List<String> spans = new CopyOnWriteArrayList<>();

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        int status = 200;
        String answer = "{}";
        if (path.equals("/v1/traces")) {
            spans.add(body);
        } else if (path.equals(Sink.MODEL)) {
            arrived.add(authorization);
            answer = Sink.completion("{\"value\":\"yes\"}");
        } else {
            arrived.add(authorization);
            status = path.equals("/good") ? 200 : 422;
            answer = JsonText.write(Map.of("said", "you sent " + authorization + " and " + body));
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Echo", authorization);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Whatever the description has to be read, so that a new route is searched too, with that run or its flow in it. */
    private static List<String> everyAddress(Server server, String run) throws Exception {
        List<String> addresses = new ArrayList<>(List.of("/", "/signin", "/nothing"));
        Object description = Wire.value(Wire.MAPPER.readTree(server.text("/api/openapi.json")));
        Json.object(Json.object(description).get("paths")).forEach((path, methods) -> {
            if (Json.object(methods).containsKey("get") && !path.equals("/api/stream")) {
                String named = path.replace("{flow}", "good")
                        .replace("/runs/{id}", "/runs/" + run)
                        .replaceAll("\\{[a-z]+}", "1");
                addresses.add(named);
            }
        });
        assertTrue(addresses.containsAll(List.of("/metrics", "/api/settings", "/api/flows/good")), addresses::toString);
        return addresses;
    }

    @Test
    void no_output_of_a_whole_run_holds_one() throws Exception {
        HttpServer outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        outside.createContext("/", this::take);
        outside.start();
        String url = "http://127.0.0.1:" + outside.getAddress().getPort();
        Workspace.writeTo(folder);
        Workspace.flow(folder, "good", FLOW.formatted("good"));
        Workspace.flow(folder, "bad", FLOW.formatted("bad"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "SINK_URL", url,
                "MODEL_URL", url + "/v1",
                "MODEL_KEY", KEY,
                "SINK_TOKEN", TOKEN,
                "OTEL_EXPORTER_OTLP_ENDPOINT", url,
                "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));
        Map<String, String> outputs = new LinkedHashMap<>();
        Server server = Server.start(folder, environment, "--log", "json");
        try {
            String good = server.run("good", Map.of("id", "G1"));
            String bad = server.run("bad", Map.of("id", "B1"));
            server.awaitStatus(good, "succeeded");
            server.awaitStatus(bad, "failed");
            for (String run : List.of(good, bad)) {
                outputs.put("the view of " + run, server.text("/api/runs/" + run));
                outputs.put("the events of " + run, server.text("/api/runs/" + run + "/events"));
            }
            for (String path : everyAddress(server, good)) {
                outputs.put(path, server.text(path));
            }
            assertTrue(
                    outputs.get("/api/settings").contains("\"SINK_TOKEN\""), "settings say that the secret is there");
            environment.putAll(Server.TOKEN_IN_ENVIRONMENT);
            Program.Outcome export = Program.run(folder, environment, "runs", "export", "-o", "runs.jsonl");
            assertEquals(0, export.code(), export.err());
            outputs.put("the export", Files.readString(folder.resolve("runs.jsonl")));
            Program.Outcome doctor = Program.run(folder, environment, "doctor", "--json");
            outputs.put("doctor", doctor.out() + doctor.err());
            server.terminate();
            server.awaitEnd();
            outputs.put("the log", server.printed());
        } finally {
            server.close();
            outside.stop(0);
        }
        outputs.put("the spans", String.join("\n", spans));
        try (Stream<Path> files = Files.list(folder.resolve(".signalbox"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                outputs.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }

        assertTrue(arrived.contains("Bearer " + TOKEN), "the action was sent its secret");
        assertTrue(arrived.contains("Bearer " + KEY), "the model was sent its key");
        assertTrue(
                outputs.get("the export").contains("you sent Bearer ${secret.SINK_TOKEN}"), outputs.get("the export"));
        assertTrue(outputs.get("the spans").contains("execute_tool act"), "spans were sent");
        assertTrue(outputs.get("the log").contains("\"message\":\"Run failed\""), outputs.get("the log"));
        assertTrue(outputs.containsKey("signalbox.db"), () -> outputs.keySet().toString());
        outputs.forEach((name, text) -> {
            assertFalse(text.isEmpty(), name + " is empty");
            assertFalse(text.contains(TOKEN), name + " holds the action's secret");
            assertFalse(text.contains(KEY), name + " holds the model's key");
            assertFalse(text.contains(Server.TOKEN), name + " holds the operator's token");
        });
    }
}
