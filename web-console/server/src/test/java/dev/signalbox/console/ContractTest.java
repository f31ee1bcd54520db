package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each request is answered with. */
class ContractTest {
    private static final String TICKET = Wire.write(FixtureOperations.ticket("T1", "refund"));

    @TempDir
    Path workspace;

    private Console console;

    @BeforeEach
    void start() {
        console = new Console(workspace);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void a_run_is_started_with_the_body_as_its_input() {
        Console.Answer started = console.post("/api/flows/refund-desk/runs", TICKET);
        assertEquals(201, started.status());
        assertEquals("/api/runs/" + started.at("id"), started.header("Location"));
        assertEquals(started.at("id"), started.at("run"));
        assertEquals(Json.object(Wire.value(Wire.MAPPER.readTree(TICKET))), started.at("input"));
        assertEquals(started.at("id"), console.get(started.header("Location")).at("id"));
        assertFalse(started.text().contains(":null"), "what is absent is left out");
    }

    @Test
    void one_idempotency_key_starts_one_run() {
        HttpRequest.Builder request = console.asOperator("/api/flows/refund-desk/runs")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k1")
                .POST(HttpRequest.BodyPublishers.ofString(TICKET));
        assertEquals(
                console.send(request.copy()).at("id"),
                console.send(request.copy()).at("id"));
        assertNotEquals(
                console.post("/api/flows/refund-desk/runs", TICKET).at("id"),
                console.send(request.copy()).at("id"));
    }

    @Test
    void the_first_decision_counts_and_the_second_is_told_who_was_first() {
        String decision = "/api/holds/" + console.hold("refund") + "/decision";
        Console.Answer first = console.post(decision, "{\"decision\":\"approve\"}");
        assertEquals(200, first.status());
        assertEquals("approved", first.at("status"));
        Console.Answer second = console.post(decision, "{\"decision\":\"reject\"}");
        assertEquals(409, second.status());
        assertEquals("operator", second.at("by"));
        assertEquals("application/problem+json", second.header("Content-Type"));
    }

    @Test
    void a_decision_about_something_else_than_was_shown_is_refused() {
        Console.Answer refused = console.post(
                "/api/holds/" + console.hold("refund") + "/decision", "{\"decision\":\"approve\",\"hash\":\"other\"}");
        assertEquals(409, refused.status());
        assertTrue(refused.json().containsKey("hash"));
    }

    @Test
    void an_answer_that_does_not_fit_says_where_and_changes_nothing() {
        String decision = "/api/holds/" + console.hold("ask") + "/decision";
        Console.Answer misfit = console.post(decision, "{\"decision\":\"answer\",\"answer\":\"x\"}");
        assertEquals(422, misfit.status());
        assertEquals(List.of(Map.of("pointer", "", "message", "is too short")), misfit.at("problems"));
        assertEquals(
                200,
                console.post(decision, "{\"decision\":\"answer\",\"answer\":null}")
                        .status(),
                "null is an answer");
    }

    @Test
    void a_look_is_a_persons_at_the_page_and_not_a_programs() {
        String hold = "/api/holds/" + console.hold("refund");
        console.get(hold);
        assertEquals(List.of(), console.operations.looks);
        String cookie = console.form("/signin", "token=" + Console.TOKEN).cookie();
        console.send(console.to(hold).header("Cookie", cookie).GET());
        assertEquals(List.of("operator " + hold.substring("/api/holds/".length())), console.operations.looks);
    }

    @Test
    void each_part_of_a_lists_filter_is_passed_on() {
        console.get(
                "/api/holds?run=r&flow=f&place=p&group=g&state=done&who=mine&urgency=low&claimed=no&q=a+b&sort=cost&limit=7");
        assertEquals(
                new dev.signalbox.runtime.api.Views.HoldFilter(
                        "r", "f", "p", "g", true, "mine", "low", "no", "a b", "cost", null, 7),
                console.operations.lastFilter);
    }

    @Test
    void what_is_no_list_of_holds_to_decide_together_is_a_bad_request() {
        for (String body : List.of(
                "{}",
                "{\"decision\":\"approve\"}",
                "{\"decision\":\"approve\",\"items\":{}}",
                "{\"decision\":\"approve\",\"items\":[1]}",
                "{\"decision\":\"approve\",\"items\":[{\"id\":\"x\"}]}",
                "{\"decision\":\"approve\",\"items\":[{\"id\":\"x\",\"hash\":\"y\",\"more\":1}]}")) {
            assertEquals(400, console.post("/api/holds/bulk", body).status(), body);
        }
        assertEquals(
                400, console.post("/api/holds/x/claim", "{\"take\":\"yes\"}").status());
    }

    @Test
    void what_a_spreadsheet_would_carry_out_is_only_text_in_an_export() {
        console.post("/api/holds/" + console.hold("refund") + "/decision", "{\"decision\":\"approve\"}");
        String csv = console.get("/api/audit/export?format=csv").text();
        assertTrue(csv.contains(",\"'=HYPERLINK(\"\"http://evil.example\"\", \"\"Refund\"\")\","), csv);
        assertTrue(csv.contains(",\"'  @SUM(1;2), \"\"quoted\"\"\nand more\","), csv);
    }

    @Test
    void numbers_beyond_their_limits_are_bad_requests() {
        assertEquals(
                400,
                console.post("/api/flows/refund-desk/runs", "{\"amount\":1e400}")
                        .status());
        assertEquals(
                400,
                console.post("/api/flows/refund-desk/runs", "[" + "9".repeat(390) + "]")
                        .status());
        assertEquals(
                400,
                console.get("/api/runs/none/events?after=9223372036854775807").status());
    }

    @Test
    void a_charset_that_does_not_exist_changes_nothing() {
        HttpRequest.Builder request = console.asOperator("/api/flows/refund-desk/runs")
                .header("Content-Type", "application/json; charset=utf-16/none")
                .POST(HttpRequest.BodyPublishers.ofString(TICKET));
        assertEquals(201, console.send(request).status());
    }

    @Test
    void a_second_value_in_a_body_is_refused_without_naming_our_classes() {
        Console.Answer refused = console.post("/api/flows/refund-desk/runs", "1 {}");
        assertEquals(400, refused.status());
        assertFalse(refused.text().contains("jackson"), refused::text);
    }

    @Test
    void unknown_things_are_not_found() {
        for (String path : List.of(
                "/api/runs/none",
                "/api/runs/none/events",
                "/api/holds/none",
                "/api/flows/none",
                "/api/none",
                "/none")) {
            Console.Answer answer = console.get(path);
            assertEquals(404, answer.status(), path);
            assertEquals(404L, answer.at("status"), path);
            assertEquals("urn:signalbox:problem:not-found", answer.at("type"), path);
        }
        assertEquals(405, console.send(console.asOperator("/api/runs").DELETE()).status());
    }

    @Test
    void a_body_that_cannot_be_read_is_a_bad_request() {
        String hold = "/api/holds/" + console.hold("refund");
        String deep = "[".repeat(200_000);
        for (String body : List.of("", "{bad", "{\"a\":1}{", "{\"a\":1,\"a\":2}", deep, "1".repeat(5_000))) {
            Console.Answer answer = console.post("/api/flows/refund-desk/runs", body);
            assertEquals(400, answer.status(), body.substring(0, Math.min(20, body.length())));
            assertFalse(answer.text().contains("Exception"), answer.text());
        }
        for (String body : List.of(
                "[]",
                "{}",
                "{\"decision\":\"perhaps\"}",
                "{\"decision\":\"approve\",\"nope\":1}",
                "{\"decision\":7}",
                "{\"decision\":\"answer\"}",
                "{\"decision\":\"approve\",\"edit\":[]}")) {
            assertEquals(400, console.post(hold + "/decision", body).status(), body);
        }
        assertEquals(400, console.get("/api/runs?limit=0").status());
        assertEquals(400, console.get("/api/runs?limit=many").status());
        assertEquals(
                400,
                console.send(console.asOperator("/api/events")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"event\":\"e\"}")))
                        .status());
    }

    @Test
    void a_body_over_eight_mebibytes_is_too_large() {
        assertEquals(
                413,
                console.post("/api/flows/refund-desk/runs", "\"" + "x".repeat(8 << 20) + "\"")
                        .status());
    }

    @Test
    void what_is_the_servers_own_fault_tells_nothing_of_its_inside() {
        Console.Answer answer =
                console.post("/api/flows/refund-desk/runs", Wire.write(FixtureOperations.ticket("T1", "break")));
        assertEquals(500, answer.status());
        assertFalse(answer.text().contains("secret detail"), answer.text());
        assertFalse(answer.text().contains("\tat "), answer.text());
    }

    @Test
    void a_detail_named_like_a_member_of_the_standard_does_not_replace_it() {
        String run = String.valueOf(
                console.post("/api/flows/refund-desk/runs", TICKET).at("id"));
        Console.Answer answer = console.post("/api/runs/" + run + "/retry", "");
        assertEquals(409L, answer.at("status"));
        assertEquals("paused", answer.at("status_of_it"));
    }

    @Test
    void lists_are_paged_by_a_cursor() {
        console.operations.holding(5);
        Set<Object> seen = new TreeSet<>();
        String path = "/api/runs?limit=2";
        for (int page = 0; page < 3; page++) {
            Console.Answer answer = console.get(path);
            Json.list(answer.at("items"))
                    .forEach(run -> assertTrue(seen.add(Json.object(run).get("id"))));
            path = "/api/runs?limit=2&cursor=" + answer.json().get("next");
            assertEquals(page < 2, answer.json().containsKey("next"));
        }
        assertEquals(5, seen.size());
    }

    @Test
    void a_log_is_read_from_where_one_left_off() {
        String run = String.valueOf(
                console.post("/api/flows/refund-desk/runs", TICKET).at("id"));
        int all = Json.list(console.get("/api/runs/" + run + "/events").at("items"))
                .size();
        List<Object> rest =
                Json.list(console.get("/api/runs/" + run + "/events?after=3").at("items"));
        assertEquals(all - 3, rest.size());
        assertEquals(4L, Json.object(rest.getFirst()).get("seq"));
    }

    @Test
    void a_flow_that_has_not_changed_is_not_sent_again() {
        Console.Answer flow = console.get("/api/flows/refund-desk");
        assertEquals("\"3f2a\"", flow.header("ETag"));
        assertEquals(
                304,
                console.send(console.asOperator("/api/flows/refund-desk").header("If-None-Match", flow.header("ETag")))
                        .status());
    }

    @Test
    void an_event_from_outside_is_taken() {
        assertEquals(
                202,
                console.post("/api/events", "{\"event\":\"paid\",\"key\":\"T1\",\"payload\":null}")
                        .status());
    }

    @Test
    @Timeout(20)
    void a_change_reaches_whoever_listens() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> stream =
                    client.send(console.asOperator("/api/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(
                    "no-store", stream.headers().firstValue("Cache-Control").orElse(""));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                until(lines, "event: hello");
                String run = String.valueOf(
                        console.post("/api/flows/refund-desk/runs", TICKET).at("id"));
                until(lines, "event: change");
                assertEquals(
                        "data: {\"kind\":\"run\",\"run\":\"" + run + "\",\"status\":\"paused\"}", lines.readLine());
                console.server.close();
            }
        }
    }

    private static void until(BufferedReader lines, String wanted) throws java.io.IOException {
        String line = lines.readLine();
        while (!wanted.equals(line)) {
            assertTrue(line != null, "the stream ended before " + wanted);
            line = lines.readLine();
        }
    }

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
