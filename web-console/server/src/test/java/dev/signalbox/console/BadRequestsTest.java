package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.console.wire.Wire;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that cannot be taken: one clear answer each, and nothing changed. */
class BadRequestsTest extends OverFixture {
    private static final String TICKET = Wire.write(FixtureOperations.ticket("T1", "refund"));

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
    void whoever_is_refused_before_the_body_is_read_is_told_that_the_connection_ends() {
        assertEquals(
                "close",
                console.send(console.to("/api/flows/refund-desk/runs")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .header("Authorization", "Bearer nobody-has-this-token"))
                        .header("Connection"));
        assertEquals("", console.get("/api/runs/none").header("Connection"), "there was no body to read");
    }
}
