package dev.signalbox.console;

import static dev.signalbox.console.DraftDesk.FLOW;
import static dev.signalbox.console.DraftDesk.list;
import static dev.signalbox.console.DraftDesk.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text is tried before it is saved: nothing of it is kept, called or sent. */
class DraftRoutesTest {
    private static final Actor KIM = new Actor("kim", Set.of("lead"), "api", true, false);

    @TempDir
    Path folder;

    private DraftDesk desk;

    @BeforeEach
    void open() {
        desk = new DraftDesk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Map<String, Object> item(Map<String, Object> context, String name) {
        return list(context, "items").stream()
                .filter(item -> name.equals(item.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_context_without_data_is_told_by_its_worst_case() {
        Map<String, Object> told = desk.post(200, "context", "source", FLOW, "state", "ask_mood");
        assertEquals("worst", told.get("kind"));
        assertEquals(60L, told.get("budget"));
        assertEquals(40L, item(told, "text").get("worst"));
        assertEquals("fits", item(told, "text").get("verdict"));
        assertEquals(true, item(told, "rules").get("stable"));
        assertEquals(List.of(), told.get("messages"));
    }

    @Test
    void a_budget_that_the_worst_case_does_not_fit_puts_what_goes_first_at_risk() {
        String small = FLOW.replace("budget: 60", "budget: 50");
        Map<String, Object> told = desk.post(200, "context", "source", small, "state", "ask_mood");
        assertEquals("fits", item(told, "text").get("verdict"));
        assertEquals("at_risk", item(told, "rules").get("verdict"));
    }

    @Test
    void a_context_of_a_sample_has_the_exact_messages_of_the_text_as_it_stands() {
        String changed = FLOW.replace("Which mood?", "What mood is this?");
        Map<String, Object> told =
                desk.post(200, "context", "source", changed, "state", "ask_mood", "sample", "default");
        assertEquals("ready", told.get("kind"));
        String said = String.valueOf(list(told, "messages").getLast().get("text"));
        assertTrue(said.startsWith("What mood is this? I like it Be fair."), said);
        assertEquals("kept", item(told, "text").get("verdict"));
        assertEquals(Map.of("input", Map.of("text", "I like it", "amount", 30L)), told.get("data"));
    }

    @Test
    void what_is_trimmed_names_the_line_that_says_so() {
        Map<String, Object> told = desk.post(
                200,
                "context",
                "source",
                FLOW,
                "state",
                "ask_mood",
                "data",
                Map.of("input", Map.of("text", "many words ".repeat(100))));
        Map<String, Object> text = item(told, "text");
        assertEquals("trimmed", text.get("verdict"));
        assertEquals("over_max", text.get("reason"));
        assertEquals("desk.flow.yaml", text.get("file"));
        assertEquals((long) line("name: text,"), text.get("line"));
        assertTrue((Long) text.get("before") > (Long) text.get("tokens"));
    }

    private static int line(String part) {
        return (int) FLOW.substring(0, FLOW.indexOf(part)).lines().count();
    }

    @Test
    void a_recent_run_lends_its_data_and_keeps_what_is_redacted() {
        String run = desk.engine
                .start("desk", Map.of("text", "from a run"), null, KIM)
                .id();
        Map<String, Object> told = desk.post(200, "context", "source", FLOW, "state", "ask_mood", "run", run);
        assertTrue(list(told, "messages").getLast().get("text").toString().contains("from a run"));
        assertEquals("from a run", object(object(told, "data"), "input").get("text"));
        desk.post(404, "context", "source", FLOW, "state", "ask_mood", "run", "nobody");
    }

    @Test
    void a_broken_text_is_refused_with_its_findings() {
        Map<String, Object> told =
                desk.post(422, "context", "source", FLOW.replace("to: listen", "to: nowhere"), "state", "ask_mood");
        assertEquals("G101", list(told, "diagnostics").getFirst().get("code"));
        desk.post(422, "context", "source", "states: [", "state", "ask_mood");
        desk.post(422, "try", "source", "\u0000", "state", "ask_mood");
        desk.post(422, "tests", "source", "- - -");
        desk.post(422, "review", "source", "flow: [1");
    }

    @Test
    void hostile_requests_are_turned_away_in_words() {
        desk.post(404, "context", "source", FLOW, "state", "nowhere");
        desk.post(422, "context", "source", FLOW, "state", "double");
        desk.post(400, "try", "source", FLOW, "state", "");
        desk.post(404, "try", "source", FLOW, "state", "a/b");
        desk.post(400, "context", "source", FLOW);
        desk.post(400, "context", "source", FLOW, "state", "ask_mood", "mode", "x");
        desk.post(400, "context", "source", FLOW, "state", "ask_mood", "sample", "default", "run", "x");
        desk.post(404, "context", "source", FLOW, "state", "ask_mood", "sample", "../signalbox");
        desk.post(422, "context", "source", FLOW, "state", "ask_mood", "data", Map.of("input", Map.of("text", 7)));
        desk.post(422, "context", "source", FLOW, "state", "ask_mood", "data", Map.of("inputs", Map.of()));
        desk.post(422, "try", "source", FLOW + " ".repeat(300_000), "state", "ask_mood");
        desk.post(400, "try", "source", FLOW, "state", "double", "sample", "default", "reply", Map.of("a", 1));
        desk.post(
                400,
                "try",
                "source",
                FLOW,
                "state",
                "double",
                "sample",
                "default",
                "reply",
                Map.of("value", 1, "fails", "timeout"));
        desk.get(404, "/api/flows/none/traffic");
        desk.get(404, "/api/flows/none/versions");
        desk.get(400, "/api/flows/desk/traffic?runs=100000");
    }

    @Test
    void a_pure_step_says_what_it_writes_and_where_it_goes() {
        Map<String, Object> told = desk.post(
                200,
                "try",
                "source",
                FLOW,
                "state",
                "double",
                "data",
                Map.of("input", Map.of("text", "x", "amount", 300L)));
        assertEquals("went", told.get("outcome"));
        assertEquals("pay", told.get("to"));
        assertEquals(Map.of("sum", 600L), told.get("writes"));
        assertEquals(List.of(), told.get("holds"), "the step that follows is none of it");
    }

    @Test
    void a_question_is_shown_and_a_given_reply_leads_on() {
        Map<String, Object> asks = desk.post(200, "try", "source", FLOW, "state", "ask_mood", "sample", "default");
        assertEquals("asks", asks.get("outcome"));
        assertEquals(1, list(asks, "questions").size());
        Map<String, Object> good = desk.post(
                200,
                "try",
                "source",
                FLOW,
                "state",
                "ask_mood",
                "sample",
                "default",
                "reply",
                Map.of("text", "```\nGood\n```"));
        assertEquals("double", good.get("to"));
        assertEquals(Map.of("mood", "good"), good.get("writes"));
        assertEquals("good", list(good, "questions").getFirst().get("value"));
        Map<String, Object> odd = desk.post(
                200, "try", "source", FLOW, "state", "ask_mood", "sample", "default", "reply", Map.of("text", "so so"));
        assertFalse(List.of().equals(list(odd, "questions").getFirst().get("misfits")));
        assertEquals(
                "repair", list(odd, "questions").getLast().get("purpose"), "it would be sent back with what is wrong");
        Map<String, Object> none = desk.post(
                200,
                "try",
                "source",
                FLOW,
                "state",
                "ask_mood",
                "sample",
                "default",
                "reply",
                Map.of("recorded", true));
        assertTrue(String.valueOf(none.get("problems")).contains("No reply is recorded"));
    }

    @Test
    void a_risky_call_shows_its_hold_and_is_rendered_with_secrets_as_names() {
        Map<String, Object> data = Map.of("input", Map.of("text", "x"), "data", Map.of("sum", 900L));
        Map<String, Object> held = desk.post(200, "try", "source", FLOW, "state", "pay", "data", data);
        assertEquals("waits", held.get("outcome"));
        assertEquals("Pay 900?", list(held, "holds").getFirst().get("title"));
        Map<String, Object> called =
                desk.post(200, "try", "source", FLOW, "state", "pay", "data", data, "reply", Map.of("approve", true));
        Map<String, Object> target = object(list(called, "calls").getFirst(), "target");
        assertEquals("https://shop.example/pay", target.get("url"));
        assertEquals("Bearer ${secret.SHOP_TOKEN}", object(target, "headers").get("Authorization"));
        Map<String, Object> done =
                desk.post(200, "try", "source", FLOW, "state", "pay", "data", data, "reply", Map.of("value", Map.of()));
        assertEquals("done", done.get("to"));
        Map<String, Object> rejected =
                desk.post(200, "try", "source", FLOW, "state", "pay", "data", data, "reply", Map.of("reject", true));
        assertEquals("refused", rejected.get("to"));
        assertEquals("rejected", object(rejected, "route").get("outcome"));
        Map<String, Object> expired =
                desk.post(200, "try", "source", FLOW, "state", "pay", "data", data, "reply", Map.of("expire", true));
        assertEquals("expired", object(expired, "route").get("outcome"));
        Map<String, Object> failed = desk.post(
                200, "try", "source", FLOW, "state", "pay", "data", data, "reply", Map.of("fails", "http.404"));
        assertEquals("http.404", object(failed, "route").get("kind"));
        assertEquals(0, desk.engine.runsInMemory());
        assertEquals(
                List.of(),
                desk.engine
                        .runs(new dev.signalbox.runtime.api.Views.RunFilter(null, null, null, null, 10))
                        .items(),
                "nothing was kept");
    }

    @Test
    void a_wait_takes_its_event_or_its_time() {
        Map<String, Object> data = Map.of("input", Map.of("text", "x"));
        Map<String, Object> waits = desk.post(200, "try", "source", FLOW, "state", "listen", "data", data);
        assertEquals("paid", list(waits, "waits").getFirst().get("event"));
        Map<String, Object> paid = desk.post(
                200,
                "try",
                "source",
                FLOW,
                "state",
                "listen",
                "data",
                data,
                "reply",
                Map.of("value", Map.of("sum", 1)));
        assertEquals("done", paid.get("to"));
        Map<String, Object> over =
                desk.post(200, "try", "source", FLOW, "state", "listen", "data", data, "reply", Map.of("expire", true));
        assertEquals("expired", object(over, "route").get("outcome"));
    }

    @Test
    void an_end_says_how_the_run_ends() {
        Map<String, Object> told = desk.post(200, "try", "source", FLOW, "state", "refused", "sample", "default");
        assertEquals("ended", told.get("outcome"));
        assertEquals("failed", object(told, "end").get("status"));
    }

    @Test
    void the_tests_run_on_the_text_as_it_stands() {
        Map<String, Object> told = desk.post(200, "tests", "source", FLOW);
        assertEquals(2L, told.get("passed"));
        Map<String, Object> transitions = object(object(told, "coverage"), "transitions");
        assertTrue((Long) transitions.get("covered") < (Long) transitions.get("total"));
        assertFalse(list(transitions, "missing").isEmpty());
        Map<String, Object> broken = desk.post(200, "tests", "source", FLOW.replace("bad: refused }", "bad: done }"));
        assertEquals(1L, broken.get("failed"));
        Map<String, Object> failed = list(broken, "tests").getLast();
        assertEquals("a bad mood is refused", failed.get("name"));
        assertEquals("desk.test.yaml", list(failed, "failures").getFirst().get("file"));
    }

    @Test
    void traffic_counts_states_ways_and_decisions() {
        for (String text : List.of("a", "b")) {
            String run = desk.engine
                    .start("desk", Map.of("text", text, "amount", 400L), null, KIM)
                    .id();
            var held = desk.engine.await(run, Duration.ofSeconds(20));
            desk.engine.decide(
                    held.holds().getFirst().id(),
                    new dev.signalbox.runtime.api.Views.DecisionRequest("answer", null, null, null, "good", null),
                    new Actor("operator", Set.of(), "api", true, true));
        }
        Map<String, Object> told = desk.get(200, "/api/flows/desk/traffic?runs=10");
        assertEquals(2L, told.get("runs"));
        assertEquals(2L, object(told, "ways").get("ask_mood>double"));
        assertEquals(2L, object(object(told, "states"), "ask_mood").get("visits"));
        assertEquals(2L, object(object(told, "states"), "pay").get("open"));
    }
}
