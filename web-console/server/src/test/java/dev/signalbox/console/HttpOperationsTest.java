package dev.signalbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.console.client.HttpOperations;
import dev.signalbox.console.client.RunningServer;
import dev.signalbox.console.fixture.FixtureOperations;
import dev.signalbox.core.command.Actor;
import dev.signalbox.runtime.api.AuditViews;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.ForkViews;
import dev.signalbox.runtime.api.InboxViews;
import dev.signalbox.runtime.api.Problem;
import dev.signalbox.runtime.api.TriggerViews;
import dev.signalbox.runtime.api.Views;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command line beside a server sees what the server's own engine gives. */
class HttpOperationsTest {
    private static final Actor NOBODY = new Actor("claimed", Set.of(), "cli", false, false);

    @TempDir
    Path workspace;

    private Console console;
    private HttpOperations client;

    @BeforeEach
    void start() {
        console = new Console(workspace);
        client = RunningServer.of(workspace).orElseThrow().operations(Console.TOKEN);
    }

    @AfterEach
    void stop() {
        client.close();
        console.close();
    }

    private Views.RunView started(String message) {
        return client.start("refund-desk", FixtureOperations.ticket("T 1/ü", message), null, NOBODY);
    }

    @Test
    void a_step_a_fork_and_many_at_once_come_back_as_they_were() {
        Views.RunView run = started("refund");
        assertEquals(console.operations.at(run.id(), 3, null), client.at(run.id(), 3, null));
        assertEquals(console.operations.at(run.id(), 3, 1L), client.at(run.id(), 3, 1L));
        for (boolean again : new boolean[] {false, true}) {
            ForkViews.ForkRequest request = new ForkViews.ForkRequest(2L, again);
            assertEquals(
                    console.operations.forkPlan(run.id(), request, NOBODY), client.forkPlan(run.id(), request, NOBODY));
        }
        assertEquals(
                run.input(),
                client.fork(run.id(), new ForkViews.ForkRequest(2L, true), NOBODY)
                        .input());
        assertEquals(
                List.of("cancelled", "null"),
                client
                        .bulk(new BulkRuns.Request(BulkRuns.Action.CANCEL, List.of(run.id(), "none"), "old"), NOBODY)
                        .stream()
                        .map(result -> String.valueOf(result.status()))
                        .toList());
    }

    @Test
    void triggers_come_back_as_they_are_and_a_request_is_handed_on_as_it_came() {
        assertEquals(
                console.operations.triggers().stream()
                        .map(one -> one.at(console.server.url()))
                        .toList(),
                client.triggers());
        String hook = "http-hooks-tickets";
        assertEquals(
                client.pause("refund-desk", hook, NOBODY).paused(),
                console.operations.triggers().getFirst().paused());
        assertNotNull(console.operations.triggers().getFirst().paused());
        assertNull(client.resume("refund-desk", hook, NOBODY).paused());
        TriggerViews.TrialRequest trial = new TriggerViews.TrialRequest(
                FixtureOperations.ticket("T1", "refund"),
                Map.of("a", "b"),
                Instant.parse("2026-03-02T09:00:00Z"),
                null);
        assertEquals(console.operations.tryOut("refund-desk", hook, trial), client.tryOut("refund-desk", hook, trial));
        assertEquals(
                "refund-desk", client.fire("refund-desk", hook, trial, NOBODY).flow());
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "run-of-7",
                client.deliver(new TriggerViews.HookRequest(
                                "/hooks/tickets",
                                Map.of("x-signature", "}1:\"a\"{", "host", "elsewhere.example"),
                                Map.of("q", "ü b"),
                                body))
                        .run());
    }

    @Test
    void every_view_comes_back_as_it_was() {
        Views.RunView run = started("refund");
        assertEquals(console.operations.run(run.id()), run);
        assertEquals(console.operations.events(run.id(), 2), client.events(run.id(), 2));
        assertEquals(
                console.operations.hold(run.holds().getFirst().id()),
                client.hold(run.holds().getFirst().id()));
        assertNull(client.hold(run.holds().getFirst().id()).show().getLast().value(), "missing, not null");
        assertEquals(console.operations.flows(), client.flows());
        assertEquals(console.operations.flow("refund-desk"), client.flow("refund-desk"));
        assertEquals(
                List.of(run.id()),
                client.send(new Views.EventRequest("e", null, "1", null), NOBODY)
                        .runs());
        Views.RunFilter byKey = new Views.RunFilter(null, null, "T 1/ü", null, 10);
        assertEquals(console.operations.runs(byKey), client.runs(byKey));
        for (Views.RunFilter filter : List.of(
                new Views.RunFilter(null, null, null, "support-lead", null, null, null, null, 10),
                new Views.RunFilter(null, null, null, null, "operator", null, null, null, 10),
                new Views.RunFilter(null, null, null, null, null, "nobody & none", null, null, 10),
                new Views.RunFilter(null, null, null, null, null, null, "2999-01-01", null, 10))) {
            assertEquals(console.operations.runs(filter), client.runs(filter));
        }
        Views.HoldFilter mine = new Views.HoldFilter(
                null, "refund-desk", "refund", "lead", true, "mine", "low", "no", "ü b", "cost", null, 10);
        assertEquals(console.operations.holds(mine, NOBODY), client.holds(mine, NOBODY));
        client.holds(mine, NOBODY);
        assertEquals(mine, console.operations.heard.filter);
    }

    @Test
    void what_is_claimed_decided_together_and_audited_comes_back_as_it_was() {
        Views.HoldView hold = started("refund").holds().getFirst();
        assertEquals(hold, client.look(hold.id(), NOBODY));
        assertEquals(hold, client.claim(hold.id(), true, NOBODY));
        assertEquals(hold, client.release(hold.id(), NOBODY));
        InboxViews.BulkView all = client.decideAll(
                new InboxViews.BulkRequest(
                        "approve",
                        null,
                        List.of(
                                new InboxViews.BulkItem(hold.id(), hold.hash()),
                                new InboxViews.BulkItem("none.a", "hash"))),
                NOBODY);
        assertEquals(
                List.of(
                        new InboxViews.BulkResult(hold.id(), "approved", null),
                        new InboxViews.BulkResult("none.a", null, Map.of("status", 404L))),
                all.results());
        AuditViews.AuditFilter filter = new AuditViews.AuditFilter(null, "operator", null, null, null, "ü", null, 5);
        assertEquals(console.operations.audit(filter), client.audit(filter));
        assertEquals(1, client.audit(filter).count());
        assertEquals(console.operations.reviewers(filter), client.reviewers(filter));
    }

    @Test
    void the_server_says_who_acts_whatever_the_caller_claims() {
        assertEquals("operator", started("refund").startedBy());
    }

    @Test
    void an_edit_is_previewed_and_decided() {
        Views.HoldView hold = started("refund").holds().getFirst();
        Views.HoldView after = client.preview(hold.id(), Map.of("refund.amount", 850L));
        assertEquals(850L, after.args().get("amount"));
        Views.DecisionView decided = client.decide(
                hold.id(),
                new Views.DecisionRequest(
                        "approve", hold.hash(), after.hash(), Map.of("refund.amount", 850L), null, "partial"),
                NOBODY);
        assertEquals("approved", decided.status());
    }

    @Test
    void the_evidence_of_a_hold_comes_back_and_so_does_what_is_said_and_given() {
        String hold = started("refund").holds().getFirst().id();
        assertEquals(
                "40 -> 0",
                client.evidence(hold, NOBODY).shortened().getFirst().items().stream()
                        .map(less -> less.tokensBefore() + " -> " + less.tokensAfter())
                        .findFirst()
                        .orElseThrow());
        assertEquals(
                "Why?", client.discuss(hold, "Why?", NOBODY).thread().getFirst().text());
        assertEquals(
                "yours",
                java.util.Objects.requireNonNull(
                                client.delegate(hold, "ada", "yours", NOBODY).delegated())
                        .note());
        assertEquals(
                Problem.Kind.INVALID,
                assertThrows(Problem.class, () -> client.delegate(hold, "nobody", null, NOBODY))
                        .kind());
    }

    @Test
    void a_problem_comes_back_with_its_kind_its_sentence_and_its_facts() {
        Views.HoldView hold = started("refund").holds().getFirst();
        Views.DecisionRequest reject = new Views.DecisionRequest("reject", null, null, null, null, null);
        client.decide(hold.id(), reject, NOBODY);
        Problem second = assertThrows(Problem.class, () -> client.decide(hold.id(), reject, NOBODY));
        assertEquals(Problem.Kind.CONFLICT, second.kind());
        assertEquals("operator has decided this already.", second.getMessage());
        assertEquals(Map.of("by", "operator"), second.details());
        assertEquals(
                Problem.Kind.NOT_FOUND,
                assertThrows(Problem.class, () -> client.run("none")).kind());
    }

    @Test
    void awaiting_gives_the_run_as_it_stands() {
        assertEquals(
                "paused",
                client.await(started("refund").id(), Duration.ofSeconds(5)).status());
    }

    @Test
    void a_change_is_heard() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        AutoCloseable watch = client.watch(change -> heard.countDown());
        // The line opens some time after watch returns: changes are made until one is heard.
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!heard.await(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
            started("refund");
        }
        watch.close();
        assertEquals(0, heard.getCount());
    }

    @Test
    void a_server_that_is_not_there_is_said_so() {
        try (HttpOperations nobody = new HttpOperations(URI.create("http://127.0.0.1:1"), "t")) {
            Problem problem = assertThrows(Problem.class, nobody::flows);
            assertEquals(Problem.Kind.UNAVAILABLE, problem.kind());
            assertTrue(String.valueOf(problem.getMessage()).contains("does not answer"));
        }
    }

    @Test
    void a_workspace_without_a_server_has_none() {
        console.server.close();
        assertTrue(RunningServer.of(workspace).isEmpty());
    }
}
