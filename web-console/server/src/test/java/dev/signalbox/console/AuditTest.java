package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.runtime.api.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who decided what, told over HTTP with an engine behind it. */
class AuditTest extends RefundDesk {
    private List<Map<String, Object>> decided() {
        return Json.list(get("bob", "/api/audit").at("items")).stream()
                .map(Json::object)
                .toList();
    }

    @Test
    void the_audit_tells_who_decided_what_after_how_long_a_look() {
        Views.HoldView hold = held("T1", 900);
        String cookie = console.form("/signin", "token=ada-has-a-long-token").cookie();
        clock.advance(Duration.ofSeconds(57));
        console.send(console.to(of(hold)).header("Cookie", cookie).GET());
        clock.advance(Duration.ofSeconds(2));
        console.send(console.to(of(hold)).header("Cookie", cookie).GET());
        get("bob", of(hold));
        post("ada", of(hold) + "/decision", Map.of("decision", "reject", "hash", hold.hash(), "note", "too much"));
        Views.HoldView other = held("T2", 5);
        post("bob", of(other) + "/decision", approval(other));

        Map<String, Object> first = decided().getLast();
        assertEquals("rejected", first.get("verdict"));
        assertEquals("ada", first.get("by"));
        assertEquals("too much", first.get("note"));
        assertEquals("Refund 900 of T1?", first.get("title"));
        assertEquals(59_000L, first.get("took_ms"));
        assertEquals(2_000L, first.get("looked_ms"));
        assertEquals(true, first.get("quick"));
        assertFalse(decided().getFirst().containsKey("looked_ms"), "a program does not look");

        assertEquals(
                1,
                Json.list(get("ada", "/api/audit?by=ada&verdict=rejected&q=900&flow=refund")
                                .at("items"))
                        .size());
        assertEquals(
                0,
                Json.list(get("ada", "/api/audit?from=2999-01-01").at("items")).size());
        assertEquals(
                2,
                Json.list(get("ada", "/api/audit?to=2999-01-01T00:00:00Z").at("items"))
                        .size());
        assertEquals(400, get("ada", "/api/audit?from=tomorrow").status());
        assertEquals(400, get("ada", "/api/audit?to=%2B999999999-12-31").status());
        assertEquals(400, get("ada", "/api/audit?verdict=maybe").status());

        Map<String, Object> ada = Json.object(
                Json.list(get("bob", "/api/audit/people").at("items")).getFirst());
        assertEquals(
                Map.of(
                        "person",
                        "ada",
                        "decisions",
                        1L,
                        "median_ms",
                        59_000L,
                        "p90_ms",
                        59_000L,
                        "median_look_ms",
                        2_000L,
                        "quick",
                        1L,
                        "approval_rate",
                        0.0),
                ada);
        List<Object> done = titles(get("ada", "/api/holds?state=done&who=mine"));
        assertEquals(List.of("Refund 900 of T1?"), done);
        Map<String, Object> past = Json.object(
                Json.list(get("ada", "/api/holds?state=done").at("items")).getLast());
        assertEquals("rejected", Json.object(past.get("decided")).get("verdict"));
    }

    @Test
    void an_export_is_all_of_it_line_by_line() {
        for (int n = 0; n < 203; n++) {
            Views.HoldView hold = held("=T" + n, 5);
            post("ada", of(hold) + "/decision", approval(hold));
        }
        Console.Answer lines = get("ada", "/api/audit/export?format=jsonl");
        assertEquals(203, lines.text().lines().count());
        assertTrue(lines.text().lines().allMatch(line -> line.startsWith("{\"hold\":\"")));
        assertEquals(
                "application/jsonl;charset=utf-8", lines.header("Content-Type").replace(" ", ""));
        Console.Answer csv = get("ada", "/api/audit/export?by=ada");
        assertEquals(204, csv.text().lines().count());
        assertTrue(csv.text().startsWith("decided_at,verdict,by,"), csv.text());
        assertEquals("attachment; filename=\"decisions.csv\"", csv.header("Content-Disposition"));
        assertEquals(1, get("ada", "/api/audit/export?by=nobody").text().lines().count());
        assertEquals(400, get("ada", "/api/audit/export?format=xls").status());
        assertEquals(400, get("ada", "/api/audit/export?from=never").status());
    }
}
