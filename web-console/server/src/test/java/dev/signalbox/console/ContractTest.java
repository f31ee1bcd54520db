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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What requests about runs, flows and events are answered with. */
class ContractTest extends OverFixture {
    private static final String TICKET = Wire.write(FixtureOperations.ticket("T1", "refund"));

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
    void a_fork_is_planned_without_being_made_and_then_made() {
        String run = "/api/runs/"
                + console.post("/api/flows/refund-desk/runs", TICKET).at("id");
        Console.Answer plan = console.post(run + "/fork", "{\"seq\":2,\"dry_run\":true}");
        assertEquals(200, plan.status());
        assertEquals("recorded", plan.at("effects"));
        assertEquals(
                "again",
                console.post(run + "/fork", "{\"seq\":2,\"effects\":\"again\",\"dry_run\":true}")
                        .at("effects"));
        Console.Answer made = console.post(run + "/fork", "{\"seq\":2}");
        assertEquals(201, made.status());
        assertEquals("/api/runs/" + made.at("id"), made.header("Location"));
        assertEquals(201, console.post(run + "/fork", "").status(), "without a body it is a run with the same input");
        assertEquals(404, console.post(run + "/fork", "{\"seq\":9999}").status());
        for (String bad : List.of("{\"seq\":\"2\"}", "{\"seq\":1.5}", "{\"effects\":\"twice\"}", "{\"at\":2}")) {
            assertEquals(400, console.post(run + "/fork", bad).status(), bad);
        }
    }

    @Test
    void a_run_is_shown_as_it_stood_at_an_event() {
        String run = "/api/runs/"
                + console.post("/api/flows/refund-desk/runs", TICKET).at("id");
        Console.Answer there = console.get(run + "/at/3");
        assertEquals(200, there.status());
        assertEquals(3L, there.at("seq"));
        assertEquals(2L, there.at("from"));
        assertEquals(1L, console.get(run + "/at/3?from=1").at("from"));
        assertEquals(404, console.get(run + "/at/9999").status());
        assertEquals(404, console.get(run + "/at/0").status());
        assertEquals(400, console.get(run + "/at/three").status());
        assertEquals(400, console.get(run + "/at/3?from=x").status());
        assertEquals(404, console.get("/api/runs/none/at/1").status());
    }

    @Test
    void of_many_runs_each_is_cancelled_on_its_own() {
        Object run = console.post("/api/flows/refund-desk/runs", TICKET).at("id");
        Console.Answer bulk = console.post(
                "/api/runs/bulk", "{\"action\":\"cancel\",\"ids\":[\"" + run + "\",\"none\"],\"reason\":\"old\"}");
        assertEquals(200, bulk.status());
        List<Object> results = Json.list(bulk.at("results"));
        assertEquals(Map.of("id", run, "status", "cancelled"), results.getFirst());
        assertEquals(
                java.util.Set.of("id", "problem"), Json.object(results.get(1)).keySet());
        for (String bad : List.of(
                "{\"action\":\"cancel\",\"ids\":[]}",
                "{\"action\":\"stop\",\"ids\":[\"a\"]}",
                "{\"action\":\"retry\",\"ids\":\"a\"}",
                "{\"action\":\"retry\",\"ids\":[1]}",
                "{\"ids\":[\"a\"]}",
                "{\"action\":\"retry\",\"ids\":["
                        + String.join(
                                ",",
                                java.util.stream.IntStream.range(0, 201)
                                        .mapToObj(i -> "\"r" + i + "\"")
                                        .toList())
                        + "]}")) {
            assertEquals(400, console.post("/api/runs/bulk", bad).status(), bad);
        }
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
    void runs_are_filtered_by_who_they_wait_for_who_started_them_their_text_and_their_time() {
        console.operations.holding(3);
        Map<String, Integer> found = new LinkedHashMap<>();
        for (String filter : List.of(
                "waits_on=support-lead",
                "waits_on=nobody",
                "started_by=operator",
                "started_by=sam",
                "q=T1",
                "q=T1%20",
                "since=2020-01-01",
                "since=2999-01-01T00:00:00Z",
                "waits_on=&started_by=&q=&since=",
                "q=T2&started_by=operator&status=paused")) {
            found.put(
                    filter,
                    Json.list(console.get("/api/runs?" + filter).at("items")).size());
        }
        assertEquals(
                Map.of(
                        "waits_on=support-lead", 2,
                        "waits_on=nobody", 0,
                        "started_by=operator", 3,
                        "started_by=sam", 0,
                        "q=T1", 1,
                        "q=T1%20", 0,
                        "since=2020-01-01", 3,
                        "since=2999-01-01T00:00:00Z", 0,
                        "waits_on=&started_by=&q=&since=", 3,
                        "q=T2&started_by=operator&status=paused", 1),
                found);
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
}
