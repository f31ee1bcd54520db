package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.access.Person;
import dev.signalbox.console.access.Role;
import dev.signalbox.dsl.value.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What requests about holds are answered with. */
class HoldContractTest extends OverFixture {
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
        assertEquals(List.of(), console.operations.heard.looks);
        String cookie = console.form("/signin", "token=" + Console.TOKEN).cookie();
        console.send(console.to(hold).header("Cookie", cookie).GET());
        assertEquals(List.of("operator " + hold.substring("/api/holds/".length())), console.operations.heard.looks);
    }

    @Test
    void who_was_told_is_everybodys_to_see_and_the_addresses_an_operators() {
        String path = "/api/holds/" + console.hold("refund") + "/notices";
        assertTrue(console.get(path).text().contains("sten@shop.example"));
        try (Console other = new Console(
                workspace,
                console.operations,
                new Person("vera", "Vera", Set.of(), Role.of("viewer"), "vera-has-a-long-token"))) {
            Console.Answer seen = other.send(other.to(path).header("Authorization", "Bearer vera-has-a-long-token"));
            List<Object> notices = Json.list(seen.at("items"));
            assertEquals(2, notices.size());
            Map<String, Object> waiting = Json.object(notices.get(1));
            assertEquals(Set.of("kind", "channel", "audience", "at", "state"), waiting.keySet());
            assertEquals(List.of("sten"), waiting.get("audience"));
            assertFalse(seen.text().contains("shop.example"), "neither the address nor what its server said");
        }
    }

    @Test
    void each_part_of_a_lists_filter_is_passed_on() {
        console.get(
                "/api/holds?run=r&flow=f&place=p&group=g&state=done&who=mine&urgency=low&claimed=no&q=a+b&sort=cost&limit=7");
        assertEquals(
                new dev.signalbox.runtime.api.Views.HoldFilter(
                        "r", "f", "p", "g", true, "mine", "low", "no", "a b", "cost", null, 7),
                console.operations.heard.filter);
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
    void a_hold_has_its_evidence() {
        String hold = console.hold("refund");
        Console.Answer evidence = console.get("/api/holds/" + hold + "/evidence");
        assertEquals(200, evidence.status());
        assertEquals(hold, evidence.at("hold"));
        Map<String, Object> shortened =
                Json.object(Json.list(evidence.at("shortened")).getFirst());
        Map<String, Object> less = Json.object(Json.list(shortened.get("items")).getFirst());
        assertEquals(40L, less.get("tokens_before"));
        assertEquals(12L, Json.object(less.get("rule")).get("line"));
        assertFalse(evidence.text().contains("settled"), "it is open");
        assertEquals(404, console.get("/api/holds/none/evidence").status());
    }

    @Test
    void a_question_about_a_hold_is_kept_in_its_thread() {
        String ask = "/api/holds/" + console.hold("refund") + "/ask";
        Console.Answer asked = console.post(ask, "{\"text\": \"Which order?\"}");
        assertEquals(200, asked.status());
        Map<String, Object> said = Json.object(Json.list(asked.at("thread")).getFirst());
        assertEquals("operator", said.get("by"));
        assertEquals("Which order?", said.get("text"));
        assertEquals(400, console.post(ask, "{}").status());
        assertEquals(400, console.post(ask, "{\"text\": \"\"}").status());
        assertEquals(400, console.post(ask, "{\"text\": 3}").status());
        assertEquals(
                400, console.post(ask, "{\"text\": \"x\", \"by\": \"ada\"}").status());
    }

    @Test
    void a_hold_is_given_to_somebody() {
        String delegate = "/api/holds/" + console.hold("refund") + "/delegate";
        Console.Answer given = console.post(delegate, "{\"to\": \"ada\", \"note\": \"yours\"}");
        assertEquals(200, given.status());
        assertEquals("ada", Json.object(given.at("delegated")).get("to"));
        assertEquals(422, console.post(delegate, "{\"to\": \"nobody\"}").status());
        assertEquals(400, console.post(delegate, "{}").status());
    }
}
