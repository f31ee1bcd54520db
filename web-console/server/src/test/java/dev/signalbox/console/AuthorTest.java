package dev.signalbox.console;

import static dev.signalbox.console.AuthorBench.FLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.wire.Wire;
import dev.signalbox.dsl.value.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the editor is told of a text that is not saved. Nothing of it changes a file. */
class AuthorTest {
    @TempDir
    Path workspace;

    private AuthorBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new AuthorBench(workspace);
    }

    @AfterEach
    void nothing_was_written() throws IOException {
        assertEquals(FLOW, bench.read());
        bench.close();
    }

    private static Map<String, Object> only(Object list) {
        assertEquals(1, Json.list(list).size(), () -> list.toString());
        return Json.object(Json.list(list).getFirst());
    }

    /** The 1-based place of the first character of a word. */
    private Console.Answer at(String what, String source, String word, Object... more) {
        String before = source.substring(0, source.indexOf(word));
        Object[] place = new Object[4 + more.length];
        place[0] = "line";
        place[1] = before.chars().filter(c -> c == '\n').count() + 1;
        place[2] = "column";
        place[3] = (long) before.length() - before.lastIndexOf('\n');
        System.arraycopy(more, 0, place, 4, more.length);
        return bench.ask(what, source, place);
    }

    @Test
    void a_good_text_has_a_diagram_and_the_lines_of_its_states() {
        Console.Answer checked = bench.ask("check", FLOW);
        assertEquals(200, checked.status(), checked::text);
        assertEquals(true, checked.at("valid"));
        assertEquals(List.of(), checked.at("elsewhere"));
        assertEquals("write", Json.object(checked.at("graph")).get("start"));
        assertEquals(
                List.of(
                        Map.of("name", "write", "from", 17L, "to", 19L, "verb", "set"),
                        Map.of("name", "done", "from", 21L, "to", 22L, "verb", "end")),
                checked.at("states"));
    }

    @Test
    void a_finding_has_its_whole_place_and_a_fix_that_mends_it() {
        String wrong = FLOW.replace("next: done", "next: dome");
        Console.Answer checked = bench.ask("check", wrong);
        assertEquals(false, checked.at("valid"));
        Map<String, Object> finding = Json.list(checked.at("diagnostics")).stream()
                .map(Json::object)
                .filter(one -> "error".equals(one.get("severity")))
                .findFirst()
                .orElseThrow();
        assertEquals(19L, finding.get("line"));
        assertEquals(19L, finding.get("endLine"));
        assertEquals("/states/write/next", finding.get("path"));
        Map<String, Object> fix = Json.object(Json.list(finding.get("fixes")).getFirst());
        assertEquals(true, fix.get("preferred"));
        assertEquals(FLOW, AuthorBench.applied(wrong, fix.get("edits")));
    }

    @Test
    void a_text_that_does_not_parse_has_findings_and_states_and_no_diagram() {
        Console.Answer checked = bench.ask("check", FLOW.replace("{ greeting:", "{ greeting: ["));
        assertEquals(200, checked.status());
        assertEquals(false, checked.at("valid"));
        assertFalse(checked.json().containsKey("graph"));
        assertFalse(Json.list(checked.at("diagnostics")).isEmpty());
        assertEquals("done", only(checked.at("states")).get("name"), "what can be read");
    }

    @Test
    void what_breaks_in_another_file_is_told_too() throws IOException {
        Files.writeString(workspace.resolve("other.flow.yaml"), """
                signalbox: 1
                flow: other
                version: 1.0.0
                input: { type: object, properties: {} }
                data: {}
                start: call
                states:
                  call: { flow: greet, with: { name: "you" }, otherwise: { failed: lost }, next: done }
                  done: { end: succeeded }
                  lost: { end: failed, error: Nobody was greeted. }
                """);
        List<Object> before = Json.list(bench.ask("check", FLOW).at("elsewhere"));
        List<Object> after = new ArrayList<>(
                Json.list(bench.ask("check", FLOW.replace("name: {", "title: {").replace("[name]", "[title]"))
                        .at("elsewhere")));
        assertTrue(after.containsAll(before));
        after.removeAll(before);
        assertFalse(after.isEmpty(), "the call lacks its title now");
        after.forEach(
                found -> assertEquals("other.flow.yaml", Json.object(found).get("file")));
    }

    @Test
    void the_states_are_proposed_where_one_is_named() {
        Console.Answer proposed = at("complete", FLOW.replace("next: done", "next: X"), "X\n");
        List<Object> labels = Json.list(proposed.at("items")).stream()
                .map(item -> Json.object(item).get("label"))
                .toList();
        assertTrue(labels.containsAll(List.of("write", "done")), labels::toString);
        Console.Answer fields = at("complete", FLOW, "name}");
        Map<String, Object> first = Json.object(Json.list(fields.at("items")).getFirst());
        assertEquals("name", first.get("label"));
        assertEquals((long) FLOW.indexOf("name}"), first.get("from"));
    }

    @Test
    void a_name_says_its_type_and_where_it_is_declared() {
        Console.Answer said = at("hover", FLOW, "name}");
        assertTrue(String.valueOf(said.at("text")).startsWith("`input.name`: text"), said::text);
        assertEquals((long) FLOW.indexOf("name}"), said.at("from"));
        assertEquals(
                Map.of(), bench.ask("hover", FLOW, "line", 5L, "column", 1L).json());
        Map<String, Object> place = only(at("definition", FLOW, "done\n").at("places"));
        assertEquals((long) FLOW.indexOf("done:"), place.get("from"));
        assertEquals("greet.flow.yaml", place.get("file"));
    }

    @Test
    void a_new_name_is_written_everywhere_and_the_tests_are_pointed_at() throws IOException {
        Files.writeString(workspace.resolve("greet.test.yaml"), """
                flow: greet.flow.yaml
                tests:
                  - name: it greets
                    input: { name: Ann }
                    expect: { path: [write, done] }
                """);
        Console.Answer renamed = at("rename", FLOW, "done\n", "to", "finished");
        assertEquals(200, renamed.status(), renamed::text);
        assertEquals(FLOW.replace("done", "finished"), AuthorBench.applied(FLOW, renamed.at("edits")));
        assertEquals(Map.of("file", "greet.test.yaml", "places", 1L), only(renamed.at("elsewhere")));
        Console.Answer refused = at("rename", FLOW, "done\n", "to", "write");
        assertEquals(422, refused.status());
        assertTrue(String.valueOf(refused.at("detail")).contains("`write`"), refused::text);
    }

    @Test
    void a_text_is_brought_into_its_form_by_edits_of_lines() {
        String loose = FLOW.replace("    set: {", "    set:   {").replace("next: done", "next:  done");
        Console.Answer formatted = bench.ask("format", loose);
        assertEquals(FLOW, AuthorBench.applied(loose, formatted.at("edits")));
        assertEquals(1, Json.list(formatted.at("edits")).size(), "two lines that follow each other");
        assertEquals(List.of(), bench.ask("format", FLOW).at("edits"));
        assertEquals(422, bench.ask("format", "a: [").status());
    }

    @Test
    void a_patch_says_what_a_text_changes_about_the_file_or_another_text() {
        String changed = FLOW.replace("title: Greet", "title: Greets");
        String patch = String.valueOf(bench.ask("patch", changed).at("patch"));
        assertTrue(patch.startsWith("--- a/greet.flow.yaml\n+++ b/greet.flow.yaml\n"), patch);
        assertTrue(patch.contains("\n-title: Greet\n+title: Greets\n"), patch);
        assertEquals("", bench.ask("patch", FLOW).at("patch"));
        assertTrue(String.valueOf(bench.ask("patch", FLOW, "against", changed).at("patch"))
                .contains("\n-title: Greets\n+title: Greet\n"));
    }

    @Test
    void a_rule_is_explained() {
        Console.Answer rule = bench.console.get("/api/rules/G101");
        assertEquals("G101", rule.at("code"));
        assertFalse(String.valueOf(rule.at("why")).isEmpty());
        assertEquals(404, bench.console.get("/api/rules/G1").status());
        assertEquals(404, bench.console.get("/api/rules/..%2Frules%2FG101").status());
    }

    @Test
    void a_text_over_256_kibibytes_is_too_large() {
        for (String what : List.of("check", "format", "patch")) {
            Console.Answer refused = bench.ask(what, "# " + "x".repeat(300 << 10));
            assertEquals(413, refused.status(), what);
            assertTrue(refused.text().contains("256 KiB"), refused::text);
        }
        // Characters of three bytes count as what they are on the disk.
        assertEquals(413, bench.ask("check", "# " + "€".repeat(100 << 10)).status());
        assertEquals(200, bench.ask("check", "# " + "x".repeat(250 << 10)).status());
    }

    @Test
    void odd_texts_are_answered_like_any_other() {
        for (String odd : List.of(
                "",
                "\uD83D",
                FLOW.replace("Hello", "\uDE00\uD83D"),
                "\uFEFF" + FLOW,
                FLOW.replace("\n", "\r\n"),
                "[".repeat(20_000),
                "&a [*a]",
                "states: { a: &x { next: a }, b: *x }",
                "\u0000")) {
            assertEquals(200, bench.ask("check", odd).status(), () -> odd.substring(0, Math.min(20, odd.length())));
            for (String what : List.of("complete", "hover", "definition")) {
                assertEquals(
                        200,
                        bench.ask(what, odd, "line", 18L, "column", 30L).status(),
                        () -> what + " " + odd.substring(0, Math.min(20, odd.length())));
            }
        }
    }

    @Test
    void a_question_without_its_parts_is_a_bad_request() {
        assertEquals(400, bench.ask("complete", FLOW).status());
        assertEquals(400, bench.ask("complete", FLOW, "line", 0L, "column", 1L).status());
        assertEquals(400, bench.ask("complete", FLOW, "line", "1", "column", 1L).status());
        assertEquals(400, bench.ask("rename", FLOW, "line", 1L, "column", 1L).status());
        assertEquals(400, bench.ask("check", FLOW, "path", "signalbox.yaml").status());
        assertEquals(
                400,
                bench.console
                        .send(bench.author("/api/flows/greet/check")
                                .POST(HttpRequest.BodyPublishers.ofString(Wire.write(Map.of("text", FLOW)))))
                        .status());
    }

    @Test
    void no_name_is_a_path() throws IOException {
        Files.writeString(workspace.resolve("secret.txt"), "nobody may read this");
        for (String name : List.of(
                "..%2Fgreet",
                "%2Fetc%2Fpasswd", "greet.flow.yaml", "signalbox.yaml", "secret.txt", "greet%00", "GREET")) {
            Console.Answer text = bench.console.send(
                    bench.author("/api/flows/" + name + "/text").GET());
            assertTrue(text.status() == 404 || text.status() == 400, name + " " + text.status());
            assertFalse(text.text().contains("nobody may"), name);
        }
    }
}
