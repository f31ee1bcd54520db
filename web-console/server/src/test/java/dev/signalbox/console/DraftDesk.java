package dev.signalbox.console;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.Engine;
import dev.signalbox.runtime.Signalbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A console over a real engine in memory, with a small flow of every kind of step. */
final class DraftDesk implements AutoCloseable {
    static final String FLOW = """
            signalbox: 1
            flow: desk
            version: 1.0.0
            input:
              type: object
              required: [text]
              properties: { text: { type: string, maxLength: 2000 }, amount: { type: integer, minimum: 0, maximum: 1000 } }
            data:
              mood: { enum: [good, bad] }
              sum: { type: integer, maximum: 5000 }
              word: { type: string, maxLength: 200, redact: true }
            events: { paid: { payload: { type: object, properties: { sum: { type: integer }, note: { type: string, maxLength: 200 } } } } }
            actions:
              pay:
                http: { method: POST, url: "${env.SHOP_URL}/pay", headers: { Authorization: "Bearer ${secret.SHOP_TOKEN}" }, body: { n: "${args.n}" } }
                args: { type: object, required: [n], properties: { n: { type: integer, maximum: 1000 } } }
                effect: write
                delivery: idempotent
                risk: args.n > 500
            limits: { steps: 20, duration: 30d }
            otherwise: { failed: refused, rejected: refused, expired: refused, invalid: refused, overflow: refused, unknown: refused }
            start: ask_mood
            states:
              ask_mood:
                llm:
                  model: fast
                  prompt: "Which mood? ${text} ${rules}"
                  context:
                    budget: 60
                    load:
                      - { name: text, from: input.text, max: 40, cut: end, priority: 2 }
                      - { name: rules, file: rules.md, max: 20, stable: true }
                save: mood
                next: { match: mood, cases: { good: double, bad: refused } }
              double:
                set: { sum: "${(has(input.amount) ? input.amount : 1) * 2}" }
                next: [{ when: sum > 100, to: pay }, { to: listen }]
              pay:
                call: pay
                with: { n: "${sum}" }
                approve: { by: [lead], title: "Pay ${sum}?", show: [sum], within: 1d }
                next: done
              listen:
                wait: { event: paid, key: input.text, within: 1d }
                save: { word: "${has(result.note) ? result.note : 'none'}" }
                next: done
              done: { end: succeeded }
              refused: { end: failed, error: Refused. }
            """;
    private static final String TESTS = """
            flow: desk.flow.yaml
            tests:
              - name: a good mood pays when somebody agrees
                input: { text: fine, amount: 400 }
                models: { ask_mood: good }
                actions: { pay: { returns: {} } }
                people: { pay: { by: kim, approve: {} } }
                expect: { end: succeeded, path: [ask_mood, double, pay, done] }
              - name: a bad mood is refused
                input: { text: bad }
                models: { ask_mood: bad }
                expect: { end: failed }
            """;
    static final String TOKEN = "the-operators-own-token";

    final Engine engine;
    private final ConsoleServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    DraftDesk(Path folder) {
        try {
            Files.writeString(folder.resolve("signalbox.yaml"), """
                    signalbox: 1
                    groups: [lead]
                    people: { kim: { groups: [lead], roles: [approver] } }
                    models: { fast: { provider: recorded, model: none, window: 8000 } }
                    env: [SHOP_URL]
                    secrets: { SHOP_TOKEN: { hosts: [shop.example] } }
                    http: { allow: [shop.example] }
                    """);
            Files.writeString(folder.resolve("desk.flow.yaml"), FLOW);
            Files.writeString(folder.resolve("desk.test.yaml"), TESTS);
            Files.writeString(folder.resolve("desk.input.json"), "{\"text\": \"I like it\", \"amount\": 30}");
            Files.writeString(folder.resolve("rules.md"), "Be fair.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine = Signalbox.builder()
                .workspace(folder)
                .database("memory")
                .recordedModels()
                .environment(Map.of("SHOP_URL", "https://shop.example", "SHOP_TOKEN", "very-secret-indeed"))
                .build();
        server = ConsoleServer.start(
                engine,
                ConsoleConfig.of(folder, Map.of("SIGNALBOX_TOKEN", TOKEN)).withPort(0));
    }

    /** A request of these keys and values, and a status that is expected. */
    Map<String, Object> post(int status, String route, Object... body) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < body.length; i += 2) {
            object.put(String.valueOf(body[i]), body[i + 1]);
        }
        return send(
                status,
                request("/api/flows/desk/" + route)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(Wire.write(object))));
    }

    Map<String, Object> get(int status, String path) {
        return send(status, request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private Map<String, Object> send(int status, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != status) {
                throw new AssertionError(response.statusCode() + " instead of " + status + ": " + response.body());
            }
            if (response.body().contains("very-secret-indeed")) {
                throw new AssertionError("a secret is in the answer: " + response.body());
            }
            return Json.object(Wire.value(Wire.MAPPER.readTree(response.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The objects of a list in an answer. */
    static List<Map<String, Object>> list(Map<String, Object> answer, String key) {
        return Json.list(answer.get(key)).stream().map(one -> Json.object(one)).toList();
    }

    static Map<String, Object> object(Map<String, Object> answer, String key) {
        return Json.object(answer.get(key));
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        client.shutdownNow();
    }
}
