package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What starts runs besides people, over HTTP: signed requests of the unknown, and what those who are known may do. */
class HookRoutesTest extends OverFixture {
    private static final String BODY = "{\"ticket\":\"T1\"}";

    private HttpRequest.Builder hook(String path, String body) {
        return HttpRequest.newBuilder(URI.create(console.server.url() + path))
                .header("X-Signature", new StringBuilder(body).reverse().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_signed_request_needs_no_session_and_no_page() throws Exception {
        HttpResponse<String> taken = answer(hook("/hooks/tickets", BODY));
        assertEquals(202, taken.statusCode());
        assertEquals("{\"run\":\"run-of-" + BODY.length() + "\"}", taken.body());
        HttpResponse<String> typed = answer(hook("/hooks/tickets", BODY).header("Content-Type", "text/plain"));
        assertEquals(202, typed.statusCode(), "the bytes are what is signed");
        HttpResponse<String> led = answer(hook("/hooks/tickets", BODY).header("Origin", "https://evil.example"));
        assertEquals(202, led.statusCode(), "whoever can sign is no browser that was led here");
    }

    @Test
    void one_that_is_not_is_refused_without_a_challenge_of_the_api() throws Exception {
        HttpResponse<String> refused = answer(hook("/hooks/tickets", BODY).setHeader("X-Signature", "guess"));
        assertEquals(401, refused.statusCode());
        assertTrue(refused.headers().firstValue("WWW-Authenticate").isEmpty());
        assertEquals(404, answer(hook("/hooks/other", BODY)).statusCode());
        assertEquals(404, answer(hook("/hooks/", BODY)).statusCode());
        assertEquals(404, answer(hook("/hooks/tickets%20", BODY)).statusCode());
    }

    @Test
    void a_body_has_an_end() throws Exception {
        String large = "\"" + "x".repeat(1 << 20) + "\"";
        assertEquals(
                413,
                answer(hook("/hooks/tickets", large).setHeader("X-Signature", "x"))
                        .statusCode());
        HttpRequest.Builder unmeasured = hook("/hooks/tickets", BODY)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(large.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertEquals(413, answer(unmeasured).statusCode());
    }

    @Test
    void whoever_is_refused_too_often_has_to_wait() throws Exception {
        HttpResponse<String> last = null;
        for (int i = 0; i < 61; i++) {
            last = answer(hook("/hooks/tickets", BODY).setHeader("X-Signature", "guess"));
        }
        assertEquals(429, last == null ? 0 : last.statusCode());
        assertEquals(
                "60",
                last == null ? "" : last.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void triggers_are_listed_with_the_address_that_senders_need() {
        List<Object> items = Json.list(console.get("/api/triggers").at("items"));
        assertEquals(3, items.size());
        Map<String, Object> hook = Json.object(items.getFirst());
        assertEquals(console.server.url() + "/hooks/tickets", hook.get("address"));
        assertEquals("http-hooks-tickets", hook.get("name"));
        assertEquals("/hooks/tickets", hook.get("at"));
        Map<String, Object> schedule = Json.object(items.get(1));
        assertEquals("2026-03-09T08:00:00Z", schedule.get("next_at"));
        assertTrue(!schedule.containsKey("address"), schedule.toString());
    }

    @Test
    void a_trigger_is_paused_and_goes_on_and_requests_wait_meanwhile() throws Exception {
        String trigger = "/api/triggers/refund-desk/http-hooks-tickets";
        assertEquals(
                "operator",
                Json.object(console.post(trigger + "/pause", "").at("paused")).get("by"));
        HttpResponse<String> waits = answer(hook("/hooks/tickets", BODY));
        assertEquals(503, waits.statusCode());
        assertEquals("60", waits.headers().firstValue("Retry-After").orElse(""));
        assertTrue(!console.post(trigger + "/resume", "{}").text().contains("paused"));
        assertEquals(202, answer(hook("/hooks/tickets", BODY)).statusCode());
        assertEquals(
                404, console.post("/api/triggers/refund-desk/none/pause", "").status());
    }

    @Test
    void a_trigger_is_tried_and_fired_by_hand() {
        String trigger = "/api/triggers/refund-desk/http-hooks-tickets";
        Console.Answer tried = console.post(trigger + "/try", "{\"body\":" + BODY + ",\"headers\":{\"X-A\":\"b\"}}");
        assertEquals(200, tried.status());
        assertEquals(Map.of("ticket", "T1"), tried.at("input"));
        assertEquals(
                List.of("`ticket` is missing"),
                console.post(trigger + "/try", "").at("problems"));
        Console.Answer fired = console.post(trigger + "/fire", "{\"time\":\"2026-03-02T09:00:00Z\"}");
        assertEquals(201, fired.status());
        assertEquals("/api/runs/" + fired.at("id"), fired.header("Location"));
        for (String bad : List.of("{\"time\":\"noon\"}", "{\"headers\":{\"a\":1}}", "{\"hours\":1}", "[]")) {
            assertEquals(400, console.post(trigger + "/try", bad).status(), bad);
        }
    }
}
