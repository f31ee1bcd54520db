package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.dsl.value.Json;
import dev.signalbox.dsl.value.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop (SIGTERM) while a call is under way. */
class DrainedServerTest {
    @TempDir
    Path folder;

    private Sink sink;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        sink = Sink.start();
        Workspace.writeTo(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        sink.close();
    }

    @Test
    void it_starts_nothing_more_says_that_it_is_not_ready_and_ends_when_the_call_has() throws Exception {
        server = Server.start(folder, Workspace.environment(sink), "--drain", "40s", "--log", "json");
        assertEquals(200, server.get("/health/ready").status());
        String run = server.run("sending", Map.of("id", "S1"));
        sink.awaitArrival("/sending");
        Program.Outcome backup = Program.run(folder, Map.of(), "backup", "copy.db");
        assertEquals(0, backup.code(), backup.err());
        Program.Outcome again = Program.run(folder, Map.of(), "backup", "copy.db");
        assertEquals(2, again.code());
        assertTrue(again.err().contains("copy.db is there already"), again.err());
        Program.Outcome copied = Program.run(folder, Map.of(), "runs", "events", run, "--db", "copy.db");
        assertEquals(0, copied.code(), copied.err());
        assertTrue(copied.out().contains("act"), copied.out());

        server.terminate();
        Server.Answer ready = server.get("/health/ready");
        while (ready.status() == 200) { // the signal is on its way
            ready = server.get("/health/ready");
        }
        assertEquals(503, ready.status());
        assertEquals("draining", ready.at("status"));
        assertEquals(200, server.get("/health/live").status());
        Server.Answer refused = server.post("/api/flows/sending/runs", Map.of("id", "S2"));
        assertEquals(503, refused.status(), refused.toString());
        assertEquals("running", server.get("/api/runs/" + run).at("status"));

        sink.open();
        server.awaitEnd();
        String printed = server.printed();
        server.close();

        server = Server.start(folder, Workspace.environment(sink));
        server.awaitStatus(run, "succeeded");
        assertEquals(1, sink.keys("/sending").size(), "an at_most_once call that ended is known to have ended");
        List<Map<String, Object>> lines = printed.lines()
                .skip(1) // where it serves
                .map(line -> Json.object(JsonText.parse(line)))
                .toList();
        assertTrue(
                lines.stream()
                        .anyMatch(line -> "Run started".equals(line.get("message"))
                                && run.equals(line.get("run"))
                                && "sending".equals(line.get("flow"))),
                printed);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> String.valueOf(line.get("message")).startsWith("stopping;")),
                printed);
    }

    @Test
    void what_does_not_end_in_time_is_interrupted_and_taken_up_at_the_next_start() throws Exception {
        server = Server.start(folder, Workspace.environment(sink), "--drain", "200ms");
        String run = server.run("paying", Map.of("id", "P1"));
        sink.awaitArrival("/paying");

        server.terminate();
        server.awaitEnd();
        server.close();

        server = Server.start(folder, Workspace.environment(sink));
        server.awaitStatus(run, "succeeded");
        List<String> keys = sink.keys("/paying");
        assertEquals(List.of(run + "/act/1/", run + "/act/1/"), keys);
    }

    @Test
    void a_wait_that_is_no_time_is_wrong_usage() throws Exception {
        server = Server.start(folder, Workspace.environment(sink));
        Program.Outcome outcome = Program.run(folder, Map.of(), "serve", folder.toString(), "--drain", "soon");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("--drain takes a time such as 30s or 2m, not 'soon'"), outcome.err());
        Program.Outcome log = Program.run(folder, Map.of("SIGNALBOX_LOG", "xml"), "run", "reading", "--db", "memory");
        assertEquals(2, log.code());
        assertTrue(log.err().contains("SIGNALBOX_LOG takes human or json, not 'xml'"), log.err());
    }
}
