package dev.signalbox.console;

import static dev.signalbox.console.DraftDesk.FLOW;
import static dev.signalbox.console.DraftDesk.list;
import static dev.signalbox.console.DraftDesk.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a flow are held against each other, wherever they are from. */
class ReviewRoutesTest {
    private static final Actor KIM = new Actor("kim", Set.of("lead"), "api", true, false);
    private static final String WEAKER = FLOW.replace("within: 1d }\n    next: done", "within: 9d }\n    next: done")
            .replace("approve: { by: [lead], ", "approve: { ");

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

    private Views.RunView waiting() {
        String run = desk.engine
                .start("desk", Map.of("text", "x", "amount", 400L), null, KIM)
                .id();
        return desk.engine.await(run, Duration.ofSeconds(20));
    }

    private void save(String text) throws IOException {
        Files.writeString(folder.resolve("desk.flow.yaml"), text);
    }

    private static List<Map<String, Object>> status(Map<String, Object> review, String part, String status) {
        return list(object(review, "graph"), part).stream()
                .filter(one -> status.equals(one.get("status")))
                .toList();
    }

    @Test
    void the_same_text_has_no_change() {
        Map<String, Object> told = desk.post(200, "review", "source", FLOW);
        assertEquals(true, told.get("same"));
        assertEquals(List.of(), told.get("changes"));
        assertEquals(List.of(), told.get("lines"));
        assertEquals(List.of(), status(told, "nodes", "changed"));
    }

    @Test
    void a_comment_is_a_change_of_the_text_and_none_in_meaning() {
        Map<String, Object> told = desk.post(200, "review", "source", FLOW + "# a word\n");
        assertEquals(false, told.get("same"));
        assertEquals(List.of(), told.get("changes"));
        assertEquals(
                "added",
                list(told, "lines").stream()
                        .map(line -> line.get("kind"))
                        .filter(kind -> !kind.equals("same") && !kind.equals("skip"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void an_approval_that_is_removed_is_flagged_and_so_are_the_errors_of_it() {
        String none = FLOW.replaceAll(" +approve: \\{.*\n", "");
        Map<String, Object> told = desk.post(200, "review", "source", none);
        assertEquals(1L, told.get("approvals"));
        Map<String, Object> change = list(told, "changes").getFirst();
        assertEquals("approval-removed", change.get("kind"));
        assertEquals("removed", change.get("approval"));
        assertEquals("safety", change.get("weight"));
        assertEquals("pay", change.get("state"));
        assertEquals("S501", list(told, "diagnostics").getFirst().get("code"));
        assertEquals("pay", status(told, "nodes", "changed").getFirst().get("id"));
    }

    @Test
    void an_approval_that_anybody_may_give_is_weaker() {
        Map<String, Object> told = desk.post(200, "review", "source", WEAKER);
        assertEquals("weakened", list(told, "changes").getFirst().get("approval"));
    }

    @Test
    void states_and_ways_are_marked_by_what_became_of_them() {
        String other = FLOW.replace("good: double,", "good: extra,")
                .replace("  double:\n", "  extra: { set: { sum: 0 }, next: double }\n  double:\n");
        Map<String, Object> told = desk.post(200, "review", "source", other);
        assertEquals("extra", status(told, "nodes", "added").getFirst().get("id"));
        assertTrue(status(told, "edges", "added").stream()
                .anyMatch(edge ->
                        edge.get("from").equals("extra") && edge.get("to").equals("double")));
        assertTrue(status(told, "edges", "removed").stream()
                .anyMatch(edge ->
                        edge.get("from").equals("ask_mood") && edge.get("to").equals("double")));
    }

    @Test
    void the_paused_runs_are_judged_by_the_new_text() {
        Views.RunView run = waiting();
        assertEquals("paused", run.status());
        Map<String, Object> fits = desk.post(200, "review", "source", FLOW.replace("Which mood?", "What mood?"));
        assertEquals(run.id(), list(fits, "runs").getFirst().get("run"));
        assertEquals("yes", list(fits, "runs").getFirst().get("verdict"));
        String gone = FLOW.replace("start: ask_mood", "start: ask")
                .replace("  ask_mood:\n", "  ask:\n")
                .replace("prompt: \"Which mood?", "system: You judge.\n      prompt: \"Say the mood:");
        Map<String, Object> moved = desk.post(200, "review", "source", gone);
        assertFalse(list(moved, "runs").getFirst().get("verdict").equals("yes"));
        assertFalse(list(list(moved, "runs").getFirst(), "reasons").isEmpty());
        assertEquals("paused", desk.engine.run(run.id()).status(), "nothing was moved");
    }

    @Test
    void the_versions_are_the_file_and_what_runs_pinned() throws IOException {
        Views.RunView run = waiting();
        save(WEAKER);
        Map<String, Object> told = desk.get(200, "/api/flows/desk/versions");
        List<Map<String, Object>> versions = list(told, "items");
        assertEquals(
                List.of("file", run.bundle()),
                versions.stream().map(one -> one.get("id")).toList());
        assertEquals(1L, versions.getLast().get("open"));
        assertEquals(false, versions.getLast().get("same"));
        Map<String, Object> review = desk.post(200, "review");
        assertEquals(run.bundle(), review.get("from"), "what ran before is compared with the file by itself");
        assertEquals("file", review.get("to"));
        assertEquals(2L, review.get("approvals"), "anybody, and for longer");
        Map<String, Object> back = desk.post(200, "review", "from", "file", "to", run.bundle());
        assertEquals(0L, back.get("approvals"), "the other way round it is stronger");
    }

    @Test
    void versions_that_nobody_has_are_refused_in_words() {
        desk.post(404, "review", "from", "0".repeat(64));
        desk.post(400, "review", "from", "../signalbox.yaml");
        desk.post(400, "review", "to", "text");
        desk.post(400, "review", "to", "file", "source", FLOW);
        desk.post(400, "review", "since", "file");
        desk.post(400, "review", "from", List.of("file"));
    }

    @Test
    void a_text_that_differs_in_every_line_is_compared_in_a_moment() {
        String many = FLOW + "# a\n".repeat(50_000);
        String others = FLOW + "# b\n# c\n".repeat(25_000);
        assertEquals(false, desk.post(200, "review", "source", many).get("same"));
        assertEquals(false, desk.post(200, "review", "source", others).get("same"));
    }
}
