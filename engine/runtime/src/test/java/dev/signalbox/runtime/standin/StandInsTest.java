package dev.signalbox.runtime.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.diagnostic.Code;
import dev.signalbox.dsl.diagnostic.Diagnostic;
import dev.signalbox.dsl.read.Sources;
import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import dev.signalbox.runtime.api.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInsTest {
    private static final String SHOP = """
            routes:
              - on: GET /orders/{id}
                when: path.id == "O9"
                reply: { headers: { X-Shop: "${path.id}" }, body: { id: "${path.id}", total: 1200, tags: [a, "${query.tag}"] } }
              - on: GET /orders/{id}
                reply: { body: "order ${path.id}" }
              - on: POST /refunds
                reply:
                  status: 201
                  body: { refund: "R-${call}", amount: "${body.amount}" }
              - on: POST /slow
                reply: { status: 204, delay: 1ms }
              - on: POST /flaky
                reply: [ { status: 503, headers: { Retry-After: 1 } }, { body: fine } ]
              - on: POST /broken
                reply: { body: "${body.nothing + 1}" }
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private StandIns running = StandIns.none();

    @AfterEach
    void stop() {
        running.close();
        client.close();
    }

    @Test
    void theFirstRouteThatMatchesAnswers() throws Exception {
        start();
        HttpResponse<String> large = get("/orders/O9?tag=x%20y");
        assertEquals(Map.of("id", "O9", "total", 1200L, "tags", List.of("a", "x y")), JsonText.parse(large.body()));
        assertEquals("O9", large.headers().firstValue("X-Shop").orElse(""));
        HttpResponse<String> other = get("/orders/a%2Fb");
        assertEquals("order a/b", other.body());
        assertEquals(404, get("/orders").statusCode());
        assertTrue(get("/nothing").body().contains("no route for GET /nothing"));
    }

    @Test
    void aKeyThatComesAgainGetsTheSameAnswerAndTheCallsTellOfIt() throws Exception {
        start();
        assertEquals(
                "{\"refund\":\"R-1\",\"amount\":5}",
                post("/refunds", "{\"amount\":5}", "k1").body());
        assertEquals(
                "{\"refund\":\"R-1\",\"amount\":5}",
                post("/refunds", "{\"amount\":5}", "k1").body());
        assertEquals(
                "{\"refund\":\"R-2\",\"amount\":7}",
                post("/refunds", "{\"amount\":7}", "k2").body());
        List<Object> calls = Json.list(JsonText.parse(get("/_calls").body()));
        assertEquals(3, calls.size());
        assertEquals(
                List.of(false, true, false),
                calls.stream().map(call -> Json.object(call).get("repeat")).toList());
        assertEquals("k1", Json.object(calls.get(1)).get("key"));
        assertFalse(get("/_calls").body().contains("Bearer"), "a credential is not kept");
    }

    @Test
    void repliesMayGoByTheNumberOfTheCall() throws Exception {
        start();
        assertEquals(503, post("/flaky", "", null).statusCode());
        assertEquals("fine", post("/flaky", "", null).body());
        assertEquals("fine", post("/flaky", "", null).body());
        assertEquals(204, post("/slow", "", null).statusCode());
    }

    @Test
    void aKeyWhoseCallDidNothingYetIsAnsweredAnew() throws Exception {
        start();
        assertEquals(503, post("/flaky", "", "k1").statusCode());
        assertEquals("fine", post("/flaky", "", "k1").body());
        assertEquals("fine", post("/flaky", "", "k1").body());
        List<Object> calls = Json.list(JsonText.parse(get("/_calls").body()));
        assertEquals(
                List.of(false, false, true),
                calls.stream().map(call -> Json.object(call).get("repeat")).toList());
    }

    @Test
    void anExpressionThatDoesNotWorkOutIsSaid() throws Exception {
        start();
        HttpResponse<String> broken = post("/broken", "{}", null);
        assertEquals(500, broken.statusCode());
        assertTrue(broken.body().contains("shop.yaml"), broken.body());
    }

    @Test
    void aNameThatTheProcessSetsNeedsNone() {
        running =
                StandIns.start(Map.of("SHOP_URL", "shop.yaml"), one("shop.yaml", SHOP), Map.of("SHOP_URL", "http://x"));
        assertTrue(running.env().isEmpty());
    }

    @Test
    void theNameOfAStandInStaysTheSame() {
        start();
        assertEquals(Map.of("SHOP_URL", "http://shop-url.stand-in"), running.env());
        assertEquals(Map.of("shop-url.stand-in", port()), running.ports());
    }

    @Test
    void aMissingFileIsSaid() {
        Problem problem = assertThrows(
                Problem.class,
                () -> StandIns.start(Map.of("SHOP_URL", "shop.yaml"), one("other.yaml", SHOP), Map.of()));
        assertTrue(String.valueOf(problem.getMessage()).contains("shop.yaml"), problem.getMessage());
    }

    @Test
    void whatIsWrongInAFileIsAFindingAtItsPlace() {
        List<Diagnostic> findings = StandIns.check("shop.yaml", """
                routes:
                  - on: FETCH /orders
                    reply: { status: 99 }
                  - on: GET /a
                    reply: { delay: long, bodi: x }
                  - reply: { body: "${unclosed" }
                """);
        assertEquals(
                List.of(Code.Y006, Code.Y006, Code.Y004, Code.Y007, Code.Y005),
                findings.stream().map(Diagnostic::code).toList());
        Diagnostic unknownRoot = StandIns.check(
                        "shop.yaml", "routes:\n  - on: GET /a\n    reply: { body: \"${paht.id}\" }\n")
                .getFirst();
        assertEquals(3, unknownRoot.place().span().line());
    }

    private void start() {
        running = StandIns.start(Map.of("SHOP_URL", "shop.yaml"), one("shop.yaml", SHOP), Map.of());
    }

    private int port() {
        return running.ports().values().iterator().next();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer t")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, @Nullable String key) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer t")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static Sources one(String path, String text) {
        return new Sources() {
            @Override
            public @Nullable String read(String asked) {
                return asked.equals(path) ? text : null;
            }

            @Override
            public List<String> paths() {
                return List.of(path);
            }
        };
    }
}
