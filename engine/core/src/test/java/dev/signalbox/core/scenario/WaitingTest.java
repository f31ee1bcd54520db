package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code wait}: how long, until when, for which event. */
class WaitingTest {
    private static World waits(String wait, String when) {
        return World.of("""
                input: { type: object, required: [when], properties: { when: { type: string, maxLength: 90 }, n: { type: integer } } }
                limits: { steps: 9, duration: 30d }
                events:
                  paid: { payload: { type: object, required: [n], properties: { n: { type: integer } } } }
                  other: { payload: { type: object } }
                start: hold_on
                states:
                  hold_on:
                    wait: WAIT
                    otherwise: { EXPIREDfailed: failed }
                    next: done
                  done: { end: succeeded }
                  late: { end: failed, error: "late" }
                  failed: { end: failed, error: "${error.kind}: ${error.message}" }
                """.replace("WAIT", wait)
                        .replace("EXPIRED", wait.contains("within") ? "expired: late, " : "")
                        .replace(
                                wait.contains("within") ? "nothing" : "  late: { end: failed, error: \"late\" }\n", ""))
                .start("{\"when\": \"" + when + "\"}");
    }

    private static void failsWith(World world, String words) {
        world.is(RunStatus.FAILED);
        assertTrue(world.run().error().startsWith("value: "), world.run().error());
        assertTrue(world.run().error().contains(words), world.run().error());
    }

    @Test
    void howLongMayBeComputed() {
        World world = waits("{ for: \"${input.when}\" }", "90s").is(RunStatus.PAUSED);
        assertEquals(Instant.parse("2026-11-22T09:01:30Z"), world.run().wakeAt());
        world.wake(Duration.ofSeconds(90)).is(RunStatus.SUCCEEDED);
        failsWith(waits("{ for: \"${input.when}\" }", "soon"), "\"soon\" is not a duration");
    }

    @Test
    void untilWhenMayBeComputedAndMayBePast() {
        World world = waits("{ until: \"${input.when}\" }", "2026-11-22T12:00:00+02:00")
                .is(RunStatus.PAUSED);
        assertEquals(Instant.parse("2026-11-22T10:00:00Z"), world.run().wakeAt());
        waits("{ until: \"${input.when}\" }", "2020-01-01T00:00:00Z").is(RunStatus.SUCCEEDED);
        failsWith(waits("{ until: \"${input.when}\" }", "tomorrow"), "\"tomorrow\" is not a date-time");
    }

    @Test
    void aWaitWhoseKeyIsMissingOrEmptyFails() {
        failsWith(waits("{ event: paid, within: 1d }", "x"), "has no key");
        failsWith(waits("{ event: paid, key: input.when, within: 1d }", ""), "has no key");
    }

    @Test
    void onlyAnEventOfThatNameAndKeyEndsAWait() {
        World world = waits("{ event: paid, key: input.when }", "K").is(RunStatus.PAUSED);
        assertNull(world.run().activation().step("").due(), "nothing bounds it");
        world.event("other", "K", "e1", "{}").in("hold_on");
        world.event("paid", "L", "e2", "{\"n\": 1}").in("hold_on");
        world.event("paid", "K", "e3", "{\"n\": 1}").is(RunStatus.SUCCEEDED);
    }

    @Test
    void anEventThatComesAfterTheBoundIsTooLate() {
        World world = waits("{ event: paid, key: input.when, within: 1h }", "K").after(Duration.ofHours(1));
        world.event("paid", "K", "e1", "{\"n\": 1}");
        assertEquals("late", world.run().error());
    }

    @Test
    void anEventThatCameTooEarlyIsNotTaken() {
        World world =
                World.of(SideBySideTest.WAITS.replace("for: 10m", "for: 61m")).start("{\"id\": \"K1\"}");
        world.event("payment.received", "K1", "e1", "{\"amount\": 50}")
                .wake(Duration.ofMinutes(61))
                .in("payment")
                .is(RunStatus.PAUSED);
    }

    @Test
    void aConditionThatCannotBeJudgedFailsTheWait() {
        World world = waits("{ event: paid, key: input.when, where: \"10 / event.n > 1\", within: 1h }", "K");
        failsWith(world.event("paid", "K", "e1", "{\"n\": 0}"), "");
    }
}
