package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the server answers of itself: its pages, its numbers, its state and its published description. */
class ServerContractTest extends OverFixture {
    @Test
    void answers_carry_what_keeps_a_browser_safe() {
        for (String path : List.of("/api/runs", "/signin", "/health", "/api/none")) {
            Console.Answer answer = console.get(path);
            assertEquals("nosniff", answer.header("X-Content-Type-Options"), path);
            assertEquals("no-store", answer.header("Cache-Control"), path);
            assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none'"), path);
            assertFalse(answer.header("Content-Security-Policy").contains("unsafe"), path);
            assertEquals("", answer.header("Server"), path);
        }
    }

    @Test
    void the_page_stands_at_each_of_its_addresses_for_who_is_signed_in() {
        Console.Answer out = console.send(console.to("/holds/0199.pay~2").GET());
        assertEquals(303, out.status());
        assertEquals("/signin?next=%2Fholds%2F0199.pay%7E2", out.header("Location"));
        for (String path : List.of("/", "/holds/0199.pay~2", "/runs", "/runs/0199", "/flows", "/flows/refund-desk")) {
            Console.Answer page = console.get(path);
            assertEquals(200, page.status(), path);
            assertTrue(page.text().contains("<div id=\"root\">"), path);
            assertFalse(page.text().contains("<script>"), "no inline script");
        }
        assertEquals(404, console.get("/assets/none.js").status());
        assertEquals(404, console.get("/assets/..%2Findex.html").status());
    }

    @Test
    void the_numbers_are_those_of_the_runs() {
        console.operations.holding(3);
        String text = console.get("/metrics").text();
        assertTrue(text.contains("signalbox_runs{status=\"paused\"} 3.0\n"), text);
        assertTrue(text.contains("signalbox_holds_open 3.0\n"), text);
        for (String name : List.of("uptime_seconds", "stream_readers", "heap_used_bytes")) {
            assertTrue(text.contains("\nsignalbox_" + name + " "), name);
        }
    }

    @Test
    void a_request_is_counted_by_its_route_and_never_by_its_path() {
        console.get("/api/runs/nobody-has-this-id");
        console.get("/api/nobody-has-this-route");
        String text = console.get("/metrics").text();
        assertTrue(
                text.contains(
                        "signalbox_http_requests_seconds_count{method=\"GET\",route=\"/api/runs/{id}\",status=\"404\"} 1"),
                text);
        assertFalse(text.contains("nobody-has"), text);
    }

    @Test
    void readiness_says_why_there_is_none_and_life_goes_on() {
        assertEquals(200, console.get("/health/ready").status());
        console.state = "draining";
        Console.Answer answer = console.send(console.to("/health/ready").GET());
        assertEquals(503, answer.status());
        assertEquals("draining", answer.at("status"));
        assertEquals(200, console.send(console.to("/health/live").GET()).status());
        Console.Answer whole = console.send(console.to("/health").GET());
        assertEquals(200, whole.status());
        assertEquals(Map.of("status", "ok", "state", "draining"), whole.json());
    }

    @Test
    void the_published_description_names_every_route_and_no_other() {
        Map<String, Object> document = Json.object(
                Wire.value(Wire.MAPPER.readTree(console.get("/api/openapi.json").text())));
        Set<String> described = new TreeSet<>();
        Json.object(document.get("paths"))
                .forEach((path, methods) -> Json.object(methods)
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> routes = new TreeSet<>(AccessTest.ROUTES.keySet());
        routes.addAll(Set.of("GET /health", "GET /health/live", "GET /health/ready"));
        assertEquals(routes, described);
        assertEquals(routes, console.server.routes(), "the routes there are");
    }

    @Test
    void the_published_description_refers_only_to_what_it_has() {
        String text = console.get("/api/openapi.json").text();
        Object document = Wire.value(Wire.MAPPER.readTree(text));
        var refs =
                java.util.regex.Pattern.compile("\"\\$ref\" ?: \"#/([^\"]+)\"").matcher(text);
        int found = 0;
        while (refs.find()) {
            Object at = document;
            for (String part : refs.group(1).split("/")) {
                at = Json.object(at).get(part);
                assertTrue(at != null, refs.group(1));
            }
            found++;
        }
        assertTrue(found > 20);
    }
}
