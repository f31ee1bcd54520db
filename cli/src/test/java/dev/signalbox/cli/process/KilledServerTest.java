package dev.signalbox.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One server, brought into the middle of everything that a run can be in the middle of, killed there (SIGKILL), and
 * started again on the same store. What the world outside saw is in the sink's ledger, which outlives the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerTest {
    private Sink sink;
    private Server server;

    private String reading;
    private String paying;
    private String sending;
    private String sendingInVain;
    private String asking;
    private String resting;
    private String parent;
    private Map<String, Object> toApprove;
    private Map<String, Object> toReject;

    @BeforeAll
    void a_server_is_killed_in_the_middle_of_everything(@TempDir Path folder) throws Exception {
        sink = Sink.start();
        Workspace.writeTo(folder);
        server = Server.start(folder, Workspace.environment(sink));

        toApprove = server.hold(server.run("held", Map.of("id", "H1")));
        toReject = server.hold(server.run("held", Map.of("id", "H2")));
        reading = server.run("reading", Map.of("id", "R1"));
        paying = server.run("paying", Map.of("id", "P1"));
        sending = server.run("sending", Map.of("id", "S1"));
        sendingInVain = server.run("sending-in-vain", Map.of("id", "S2"));
        asking = server.run("asking", Map.of("id", "A1"));
        parent = server.run("parent", Map.of("id", "C1"));
        sink.awaitArrival("/reading", "/paying", "/sending", "/sending-in-vain", "/child", Sink.MODEL);
        resting = server.run("resting", Map.of("id", "W1"));
        server.awaitStatus(resting, "paused");
        for (String underWay : List.of(reading, paying, sending, sendingInVain, asking, parent)) {
            assertEquals("running", server.get("/api/runs/" + underWay).at("status"));
        }
        server.kill();
        server.close();
        sink.open();

        server = Server.start(folder, Workspace.environment(sink));
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        sink.close();
    }

    @Test
    void a_hold_is_there_with_the_same_hash_and_approving_it_ends_the_run() throws Exception {
        Map<String, Object> found = server.hold(String.valueOf(toApprove.get("run")));
        assertEquals(toApprove, found);

        Server.Answer wrong = server.decide(found, Map.of("decision", "approve", "hash", "0".repeat(64)));
        assertEquals(409, wrong.status());
        assertEquals(found, server.hold(String.valueOf(found.get("run"))));
        assertFalse(sink.keys("/held").stream().anyMatch(key -> key.startsWith(found.get("run") + "/")));

        Server.Answer approved = server.decide(found, Map.of("decision", "approve", "hash", found.get("hash")));
        assertEquals(200, approved.status(), approved.toString());
        Server.Answer ended = server.awaitStatus(String.valueOf(found.get("run")), "succeeded");
        assertEquals(Map.of("n", 7L), ended.at("output"));
        assertEquals(
                List.of(found.get("run") + "/act/1/"),
                sink.keys("/held").stream()
                        .filter(key -> key.startsWith(found.get("run") + "/"))
                        .toList());

        Server.Answer second = server.decide(found, Map.of("decision", "reject", "hash", found.get("hash")));
        assertEquals(409, second.status());
        assertEquals("operator", second.at("decided_by"));
        assertTrue(String.valueOf(second.at("detail")).contains("operator"), second.toString());
    }

    @Test
    void rejecting_takes_the_other_way() throws Exception {
        String run = String.valueOf(toReject.get("run"));

        assertEquals(
                200,
                server.decide(toReject, Map.of("decision", "reject", "hash", toReject.get("hash"), "note", "no"))
                        .status());

        assertEquals("A person said no.", server.awaitStatus(run, "failed").at("error"));
        assertFalse(sink.keys("/held").stream().anyMatch(key -> key.startsWith(run + "/")));
    }

    @Test
    void a_read_is_done_again() throws Exception {
        assertEquals(Map.of("n", 7L), server.awaitStatus(reading, "succeeded").at("output"));
        assertEquals(2, sink.keys("/reading").size());
    }

    @Test
    void an_idempotent_write_is_delivered_again_with_the_same_key() throws Exception {
        assertEquals(Map.of("n", 7L), server.awaitStatus(paying, "succeeded").at("output"));
        assertEquals(List.of(paying + "/act/1/", paying + "/act/1/"), sink.keys("/paying"));
    }

    @Test
    void an_at_most_once_write_is_never_sent_again_and_a_person_says_what_became_of_it() throws Exception {
        Map<String, Object> hold = server.hold(sending);
        assertEquals("unknown", hold.get("purpose"));

        Server.Answer answered = server.decide(
                hold,
                Map.of(
                        "decision",
                        "answer",
                        "hash",
                        hold.get("hash"),
                        "answer",
                        Map.of("outcome", "happened", "result", Map.of("n", 9L))));

        assertEquals(200, answered.status(), answered.toString());
        assertEquals(Map.of("n", 9L), server.awaitStatus(sending, "succeeded").at("output"));
        assertEquals(1, sink.keys("/sending").size());
    }

    @Test
    void what_did_not_happen_is_a_failure_and_is_not_sent_either() throws Exception {
        Map<String, Object> hold = server.hold(sendingInVain);

        server.decide(hold, Map.of("decision", "answer", "answer", Map.of("outcome", "did_not_happen")));

        assertEquals("It broke.", server.awaitStatus(sendingInVain, "failed").at("error"));
        assertEquals(1, sink.keys("/sending-in-vain").size());
    }

    @Test
    void a_model_is_asked_again() throws Exception {
        assertEquals(
                Map.of("answer", "yes"), server.awaitStatus(asking, "succeeded").at("output"));
        assertEquals(2, sink.keys(Sink.MODEL).size());
    }

    @Test
    void a_timer_goes_off_though_it_came_due_while_nobody_was_there() throws Exception {
        server.awaitStatus(resting, "succeeded");
    }

    @Test
    void a_child_run_goes_on_and_its_parent_with_it() throws Exception {
        Server.Answer ended = server.awaitStatus(parent, "succeeded");

        assertEquals(
                List.of("succeeded"),
                ended.items("children").stream()
                        .map(child -> child.get("status"))
                        .toList());
        assertEquals(2, sink.keys("/child").size());
    }

    @Test
    void nothing_it_printed_is_a_stack_trace() throws Exception {
        assertFalse(server.printed().contains("\tat "), server.printed());
    }
}
