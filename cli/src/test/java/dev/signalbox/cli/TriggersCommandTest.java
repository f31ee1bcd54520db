package dev.signalbox.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code signalbox triggers} without a server: what starts runs is listed, paused, tried and fired. */
class TriggersCommandTest {
    private static final String HOOK = "desk/http-hooks-tickets";

    @TempDir
    Path folder;

    private Console console;

    @BeforeEach
    void a_flow_with_a_trigger_of_each_kind() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("signalbox.yaml"), "signalbox: 1\nsecrets: { HOOK_SECRET: {} }\n");
        Files.writeString(folder.resolve("desk.flow.yaml"), """
                signalbox: 1
                flow: desk
                version: 1.0.0
                limits: { steps: 3, duration: 1h }
                triggers:
                  - http: { path: /hooks/tickets, hmac: { secret: HOOK_SECRET }, input: { ticket: "${body.ticket}" } }
                  - schedule: { cron: "0 9 * * MON", zone: Europe/Berlin, input: { ticket: "${time}" } }
                  - event: { name: order.created, input: { ticket: "order ${event.order}" } }
                input: { type: object, required: [ticket], properties: { ticket: { type: string, maxLength: 40 } } }
                start: done
                states:
                  done: { end: succeeded }
                """);
    }

    private Console.Outcome run(String... args) {
        return console.run(args);
    }

    @Test
    void they_are_listed_with_what_they_listen_to_and_why_one_cannot_start_anything() {
        Console.Outcome told = run("triggers", "ls");
        assertEquals(Exit.FINE, told.code(), told.err());
        assertTrue(told.out().contains(HOOK), told.out());
        assertTrue(told.out().contains("/hooks/tickets"), told.out());
        assertTrue(told.out().contains("0 9 * * MON Europe/Berlin"), told.out());
        assertTrue(told.out().contains("desk/event-order.created"), told.out());
        assertTrue(told.out().contains("The secret HOOK_SECRET has no value here"), told.out());
        assertTrue(run("triggers", "ls", "--json").out().contains("\"kind\":\"schedule\""));
    }

    @Test
    void one_is_paused_and_goes_on() {
        assertTrue(run("triggers", "pause", HOOK).out().contains("paused by operator"));
        assertTrue(run("triggers", "ls").out().contains("paused by operator"));
        assertTrue(run("triggers", "resume", HOOK).out().contains("starts runs"));
        assertFalse(run("triggers", "ls").out().contains("paused"));
    }

    @Test
    void one_is_tried_and_nothing_starts() {
        Console.Outcome fits = run("triggers", "try", HOOK, "--body", "{\"ticket\":\"T1\"}");
        assertEquals(Exit.FINE, fits.code(), fits.err());
        assertEquals("{\"ticket\":\"T1\"}", fits.out().strip());
        Console.Outcome misfit = run("triggers", "try", HOOK, "--body", "{\"ticket\":1}");
        assertEquals(Exit.FINDINGS, misfit.code());
        assertTrue(misfit.out().contains("does not fit:"), misfit.out());
        assertEquals(
                "{\"ticket\":\"order O1\"}",
                run("triggers", "try", "desk/event-order.created", "--payload", "{\"order\":\"O1\"}")
                        .out()
                        .strip());
        assertEquals(
                "{\"ticket\":\"2026-03-02T08:00:00Z\"}",
                run("triggers", "try", "desk/schedule-0-9-x-x-mon-europe-berlin", "--time", "2026-03-02T09:00:00+01:00")
                        .out()
                        .strip());
        assertEquals("no runs", run("runs", "ls").out().strip());
    }

    @Test
    void one_is_fired_by_hand() {
        Console.Outcome fired = run("triggers", "fire", HOOK, "--body", "{\"ticket\":\"T1\"}");
        assertEquals(Exit.FINE, fired.code(), fired.err());
        assertTrue(fired.out().contains("succeeded"), fired.out());
        assertTrue(run("runs", "ls", "--started-by", "operator").out().contains("desk"));
    }

    @Test
    void an_event_sent_from_the_command_line_starts_runs_too() {
        Console.Outcome sent = run("runs", "send", "order.created", "--id", "e1", "--payload", "{\"order\":\"O1\"}");
        assertEquals(Exit.FINE, sent.code(), sent.err());
        assertTrue(sent.out().contains("succeeded"), sent.out());
        assertEquals(
                sent.out(),
                run("runs", "send", "order.created", "--id", "e1", "--payload", "{\"order\":\"O1\"}")
                        .out());
    }

    @Test
    void a_name_that_is_none_is_said_so() {
        assertEquals(Exit.USAGE, run("triggers", "pause", "desk").code());
        assertTrue(run("triggers", "pause", "desk/none").err().contains("There is no trigger none"));
        assertEquals(Exit.USAGE, run("triggers", "try", HOOK, "--time", "noon").code());
        assertEquals(Exit.USAGE, run("triggers").code());
    }
}
