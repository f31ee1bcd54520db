package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said in one sentence, with the exit code or status of the contract, and harms no run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int USAGE = 2;
    private static final int FINDINGS = 1;

    private Path folder;
    private Sink sink;
    private Server server;

    @BeforeAll
    void a_server_without_its_secrets(@TempDir Path workspace) throws Exception {
        folder = workspace;
        sink = Sink.start();
        sink.open();
        Workspace.writeTo(folder);
        Workspace.flow(folder, "secretive", """
                actions:
                  act:
                    http: { method: GET, url: "${env.SINK_URL}/secretive", headers: { Authorization: "${secret.SINK_TOKEN}" } }
                    args: { type: object }
                    effect: read
                start: act
                states:
                  act: { call: act, with: {}, otherwise: { failed: broken }, next: done }
                  done: { end: succeeded }
                  broken: { end: failed, error: "${error.message}" }
                """);
        Map<String, String> environment = new HashMap<>(Workspace.environment(sink));
        environment.remove("MODEL_KEY");
        server = Server.start(folder, environment);
    }

    @AfterAll
    void stop() throws Exception {
        assertFalse(server.printed().contains("\tat "), server.printed());
        server.close();
        sink.close();
    }

    @Test
    void files_that_cannot_be_read_are_findings_in_one_line_each(@TempDir Path bad) throws Exception {
        Workspace.write(bad, "signalbox.yaml", "signalbox: 1\n");
        Workspace.write(bad, "binary.flow.yaml", "\u0000\u0001 no: [yaml");
        Workspace.write(bad, "nest.flow.yaml", "signalbox: 1\nflow: " + "[".repeat(100_000) + "]".repeat(100_000));
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        Workspace.write(bad, "bomb.flow.yaml", bomb.toString());

        Program.Outcome told = Program.run(bad, Map.of(), "validate", ".", "--format", "json");

        assertEquals(FINDINGS, told.code(), told.err());
        assertEquals("", told.err());
        Map<String, Object> report = Json.object(JsonText.parse(told.out()));
        Map<Object, Long> findings = Json.list(report.get("diagnostics")).stream()
                .map(Json::object)
                .collect(Collectors.groupingBy(one -> one.get("file"), Collectors.counting()));
        assertEquals(
                List.of("binary.flow.yaml", "bomb.flow.yaml", "nest.flow.yaml"),
                findings.keySet().stream().map(String::valueOf).sorted().toList(),
                told.out());
        assertEquals(1, findings.get("binary.flow.yaml"), told.out());
        assertEquals(1, findings.get("nest.flow.yaml"), told.out());

        for (String file : List.of("binary", "nest", "bomb")) {
            Program.Outcome refused = Program.run(bad, Map.of(), "run", file + ".flow.yaml", "--input", "{}");
            assertEquals(USAGE, refused.code(), file + refused.err());
            assertEquals("", refused.out());
            assertFalse(refused.err().contains("\tat "), refused.err());
            assertTrue(
                    refused.err().length() < 2_000,
                    file + " gets " + refused.err().length() + " characters");
        }
    }

    @Test
    void a_missing_workspace_is_one_sentence(@TempDir Path empty) throws Exception {
        for (List<String> line : List.of(
                List.of("serve", "."),
                List.of("serve", "nowhere"),
                List.of("run", "a.flow.yaml"),
                List.of("runs", "ls"))) {
            Program.Outcome refused = Program.run(empty, Map.of(), line.toArray(String[]::new));
            assertOneSentence(refused, line.toString());
        }
    }

    @Test
    void an_unknown_model_is_a_finding_and_does_not_run(@TempDir Path other) throws Exception {
        Workspace.writeTo(other);
        Path flow = other.resolve("asking.flow.yaml");
        Files.writeString(flow, Files.readString(flow).replace("model: slow", "model: solw"));

        Program.Outcome told = Program.run(other, Map.of(), "validate", "asking.flow.yaml");
        assertEquals(FINDINGS, told.code(), told.err());
        assertTrue(told.out().contains("R605") && told.out().contains("solw"), told.out());

        Program.Outcome refused = Program.run(other, Map.of(), "run", "asking", "--input", "{\"id\":\"1\"}");
        assertEquals(USAGE, refused.code(), refused.err());
        assertEquals("", refused.out());
        assertFalse(refused.err().contains("\tat "), refused.err());
    }

    @Test
    void a_model_without_its_key_fails_the_question_and_says_which_key() throws Exception {
        Server.Answer ended = server.awaitStatus(server.run("asking", Map.of("id", "K1")), "failed");

        assertTrue(String.valueOf(ended.at("error")).contains("MODEL_KEY"), ended.toString());
        assertEquals(List.of(), sink.keys(Sink.MODEL));
    }

    @Test
    void a_call_without_its_secret_is_not_made_and_says_which_secret() throws Exception {
        String run = server.run("secretive", Map.of("id", "K2"));

        Server.Answer ended = server.awaitStatus(run, "failed");

        assertTrue(String.valueOf(ended.at("error")).contains("SINK_TOKEN"), ended.toString());
        assertEquals(List.of(), sink.keys("/secretive"));
    }

    @Test
    void inputs_that_do_not_fit_start_nothing() throws Exception {
        assertProblem(422, server.post("/api/flows/reading/runs", Map.of("id", 7L)));
        assertProblem(422, server.post("/api/flows/reading/runs", Map.of()));
        assertProblem(422, server.post("/api/flows/reading/runs", List.of()));
        assertProblem(400, server.postText("/api/flows/reading/runs", "{\"id\":"));
        assertProblem(400, server.postText("/api/flows/reading/runs", "[".repeat(100_000)));
        assertProblem(404, server.post("/api/flows/nobody/runs", Map.of()));
        assertEquals(List.of(), server.get("/api/runs?flow=reading").items("items"));
    }

    @Test
    void decisions_that_cannot_be_taken_leave_the_run_as_it_is() throws Exception {
        String run = server.run("held", Map.of("id", "H1"));
        Map<String, Object> hold = server.hold(run);
        Object hash = hold.get("hash");
        Server.Answer before = server.get("/api/runs/" + run);

        assertProblem(404, server.post("/api/holds/nonsense/decision", Map.of("decision", "approve")));
        assertProblem(
                404,
                server.post("/api/holds/" + run + ".act.99/decision", Map.of("decision", "approve", "hash", hash)));
        assertProblem(409, server.decide(hold, Map.of("decision", "approve", "hash", "0".repeat(64))));
        assertProblem(400, server.decide(hold, Map.of("decision", "perhaps", "hash", hash)));
        assertProblem(400, server.decide(hold, Map.of("decision", "approve", "hash", 7L)));
        assertProblem(
                422, server.decide(hold, Map.of("decision", "approve", "hash", hash, "edit", Map.of("input.id", 7L))));
        assertProblem(422, server.decide(hold, Map.of("decision", "answer", "hash", hash, "answer", Map.of("n", 1L))));
        assertEquals(before, server.get("/api/runs/" + run));

        for (String[] line : new String[][] {
            {"runs", "approve", run, "--hash", "0".repeat(64)},
            {"runs", "approve", run, "--edit", "input.id=7"},
            {"runs", "approve", "nonsense"},
            {"runs", "answer", run, "{\"n\":1}"},
            {"runs", "show", "nonsense"}
        }) {
            assertOneSentence(Program.run(folder, Server.TOKEN_IN_ENVIRONMENT, line), String.join(" ", line));
        }
        assertEquals(before, server.get("/api/runs/" + run));

        assertEquals(
                200,
                server.decide(hold, Map.of("decision", "reject", "hash", hash)).status());
        Server.Answer second = server.decide(hold, Map.of("decision", "approve", "hash", hash));
        assertProblem(409, second);
        assertEquals("operator", second.at("decided_by"));
        Program.Outcome third =
                Program.run(folder, Server.TOKEN_IN_ENVIRONMENT, "runs", "approve", String.valueOf(hold.get("id")));
        assertEquals(USAGE, third.code(), third.err());
        assertTrue(third.err().contains("operator") && !third.err().contains("\tat "), third.err());
        assertEquals(List.of(), sink.keys("/held"));
    }

    private static void assertProblem(int status, Server.Answer answer) {
        assertEquals(status, answer.status(), answer.toString());
        String detail = String.valueOf(answer.at("detail"));
        assertTrue(detail.length() > 10 && detail.length() < 500, detail);
        assertFalse(detail.contains("Exception") || detail.contains("\tat "), detail);
    }

    /** Nothing on stdout; on stderr what is wrong, beside a line that says which workspace was taken. */
    private static void assertOneSentence(Program.Outcome refused, String line) {
        assertEquals(USAGE, refused.code(), line + ": " + refused.err());
        assertEquals("", refused.out());
        List<String> said = refused.err()
                .lines()
                .filter(one -> one.startsWith("signalbox: ") && !one.startsWith("signalbox: using the workspace"))
                .toList();
        assertEquals(1, said.size(), line + ": " + refused.err());
        assertFalse(refused.err().contains("\tat ") || refused.err().contains("Exception"), refused.err());
    }
}
