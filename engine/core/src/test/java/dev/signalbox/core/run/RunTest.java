package dev.signalbox.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.id.BundleHash;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.core.run.Step.Doing;
import dev.signalbox.core.run.Step.Phase;
import dev.signalbox.dsl.model.EventName;
import dev.signalbox.dsl.model.FlowName;
import dev.signalbox.dsl.model.Limits;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.dsl.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final RunId ID = new RunId("r1");
    private static final RunId CHILD = new RunId("r2");
    private static final StateName STATE = new StateName("work");
    private static final Failure WHY = Failure.of("failed", "it broke");

    private static Run before(Limits limits) {
        Origin origin = new Origin(
                ID,
                new BundleHash("b"),
                new FlowName("story"),
                "1.0.0",
                "key",
                Map.of(),
                "ann",
                START,
                new StepId(CHILD, STATE, 1, ""),
                limits,
                null);
        return new Run(origin, 1, START, new Ending.Open(), null, Memory.EMPTY, Counters.NONE, Desk.EMPTY);
    }

    private static Run in(Phase... phases) {
        Activation activation = Activation.entered(STATE, 1, START);
        for (int i = 0; i < phases.length; i++) {
            activation = activation.with(step("" + i).in(phases[i]));
        }
        return before(Limits.NONE).with(activation);
    }

    private static Step step(String slot) {
        return Step.begun(new StepId(ID, STATE, 1, slot));
    }

    private static Run doing(Phase phase, Doing what) {
        return before(Limits.NONE).with(Activation.entered(STATE, 1, START).with(step("").asking(phase, 1, what)));
    }

    private static Hold hold(Instant due, Instant remindAt, Instant escalateAt) {
        return new Hold(
                new HoldId("r1.work.1"),
                new StepId(ID, STATE, 1, ""),
                Hold.Purpose.APPROVE,
                "Pay?",
                null,
                Map.of(),
                null,
                "h",
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of("lead"),
                1,
                false,
                false,
                Urgency.LOW,
                START,
                due,
                remindAt,
                escalateAt,
                List.of("boss", "lead"),
                List.of(),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "HELD, PAUSED",
        "WAITING, PAUSED",
        "CALLING, RUNNING",
        "BACKOFF, RUNNING",
        "CHILD, RUNNING",
        "NEW, RUNNING",
        "APPROVED, RUNNING",
        "REFUSED, RUNNING",
        "UNKNOWN, RUNNING",
        "SUCCEEDED, RUNNING",
        "FAILED, RUNNING",
        "DROPPED, RUNNING"
    })
    void is_paused_when_only_people_and_time_are_left(Phase phase, RunStatus status) {
        assertEquals(status, in(phase).status());
        assertEquals(status, in(phase).with(new Ending.Closing(WHY, false)).status(), "while it closes too");
        assertEquals(
                RunStatus.PAUSED, in(Phase.SUCCEEDED, Phase.HELD, Phase.DROPPED).status());
        assertEquals(RunStatus.RUNNING, in(Phase.HELD, Phase.CALLING).status(), "a call beside a hold is under way");
    }

    @Test
    void in_the_instant_before_its_first_state_it_runs_and_waits_for_nothing() {
        Run run = before(Limits.NONE);

        assertEquals(RunStatus.RUNNING, run.status());
        assertNull(run.state());
        assertTrue(run.children().isEmpty());
        assertTrue(run.waiters().isEmpty());
        assertFalse(run.waitsForChildren());
        assertNull(run.wakeAt());
        assertNull(run.step(new StepId(ID, STATE, 1, "")));
        assertEquals(new StepId(CHILD, STATE, 1, ""), run.parent());
    }

    @Test
    void says_why_it_failed_or_is_stuck_and_what_it_gave() {
        Run run = in(Phase.FAILED);
        Run stuck = run.with(new Ending.Stuck(STATE, WHY));
        Run ended = run.with(new Ending.Ended(RunStatus.FAILED, null, "odd"));
        Run done = run.with(new Ending.Ended(RunStatus.SUCCEEDED, "out", null));

        assertEquals("it broke", stuck.error());
        assertEquals(RunStatus.STUCK, stuck.status());
        assertFalse(stuck.open());
        assertEquals("odd", ended.error());
        assertEquals("out", done.output());
        assertNull(run.error());
        assertNull(run.output());
        assertNull(run.with(new Ending.Closing(WHY, true)).error(), "it may yet clean up");
        assertTrue(run.with(new Ending.Closing(WHY, true)).open());
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void only_three_statuses_are_final(RunStatus status) {
        boolean last = List.of("succeeded", "failed", "cancelled").contains(status.text());
        assertEquals(last, status.ended());
    }

    @Test
    void waits_for_its_children_unless_something_else_is_under_way() {
        assertTrue(in(Phase.CHILD, Phase.HELD).waitsForChildren());
        assertFalse(in(Phase.HELD).waitsForChildren());
        assertFalse(in(Phase.CHILD, Phase.CALLING).waitsForChildren());
        assertFalse(in(Phase.CHILD, Phase.BACKOFF).waitsForChildren());
        assertFalse(in(Phase.CHILD).with(new Ending.Stuck(STATE, WHY)).waitsForChildren());
    }

    @Test
    void names_the_children_under_way() {
        assertEquals(List.of(CHILD), doing(Phase.CHILD, new Doing.Child(CHILD)).children());
        assertEquals(List.of(), doing(Phase.SUCCEEDED, new Doing.Child(CHILD)).children());
    }

    @Test
    void only_an_open_wait_for_an_event_can_be_met_by_one() {
        Doing event = new Doing.Wait(null, new EventName("paid"), "k", null);
        Doing timer = new Doing.Wait(START, null, null, null);

        assertEquals(
                List.of(new Waiter(new StepId(ID, STATE, 1, ""), new EventName("paid"), "k")),
                doing(Phase.WAITING, event).waiters());
        assertEquals(List.of(), doing(Phase.SUCCEEDED, event).waiters());
        assertEquals(List.of(), doing(Phase.WAITING, timer).waiters());
        assertEquals(
                List.of(),
                doing(Phase.WAITING, event).with(new Ending.Stuck(STATE, WHY)).waiters());
    }

    @Test
    void wakes_at_the_earliest_of_its_limit_its_holds_and_its_steps() {
        Limits day = new Limits(null, null, null, null, Duration.ofDays(1));
        Run limited = before(day);
        assertEquals(START.plus(Duration.ofDays(1)), limited.wakeAt());
        assertNull(limited.with(Counters.NONE.limited("duration")).wakeAt(), "a limit is met once");

        Run held = limited.with(Desk.EMPTY.open(hold(START.plusSeconds(300), START.plusSeconds(100), null)));
        assertEquals(START.plusSeconds(100), held.wakeAt());
        Run reminded = limited.with(Desk.EMPTY.open(
                hold(START.plusSeconds(300), START.plusSeconds(100), null).reminded()));
        assertEquals(START.plusSeconds(300), reminded.wakeAt());
        Run escalating = limited.with(Desk.EMPTY.open(hold(null, null, START.plusSeconds(200))));
        assertEquals(START.plusSeconds(200), escalating.wakeAt());

        Activation due = Activation.entered(STATE, 1, START).with(step("").dueAt(Phase.BACKOFF, START.plusSeconds(5)));
        assertEquals(START.plusSeconds(5), held.with(due).wakeAt());
        assertNull(held.with(due).with(new Ending.Stuck(STATE, WHY)).wakeAt(), "an operator has to move it");
    }

    @Test
    void an_escalated_hold_is_everybodys_once() {
        Hold escalated = hold(null, null, START).escalated(List.of("boss", "lead"));
        assertEquals(List.of("lead", "boss"), escalated.by());
        assertNull(escalated.escalateAt(), "and does not escalate again");
    }

    @Test
    void knows_only_the_steps_of_the_visit_it_is_in() {
        Run run = in(Phase.CALLING);
        assertEquals(Phase.CALLING, run.step(new StepId(ID, STATE, 1, "0")).phase());
        assertNull(run.step(new StepId(ID, STATE, 2, "0")));
        assertNull(run.step(new StepId(ID, new StateName("other"), 1, "0")));
        assertNull(run.step(new StepId(ID, STATE, 1, "9")));
    }

    @Test
    void a_history_is_equal_to_one_of_the_same_events() {
        Recorded one = new Recorded(1, STATE, 1, Recorded.Kind.RESULT, null, "a", START);
        Recorded two = new Recorded(2, STATE, 1, Recorded.Kind.ERROR, null, "b", START);
        History history = History.EMPTY.plus(one).plus(two);

        assertEquals(List.of(one, two), history.toList());
        assertEquals(history, History.EMPTY.plus(one).plus(two));
        assertEquals(history.hashCode(), History.EMPTY.plus(one).plus(two).hashCode());
        assertFalse(history.equals(History.EMPTY.plus(two).plus(one)), "the order counts");
        assertFalse(history.equals(History.EMPTY.plus(one)), "the number counts");
        assertFalse(history.equals(List.of(one, two)));
        assertEquals(List.of(one), History.EMPTY.plus(one).toList(), "what was there is shared, not changed");
    }

    @Test
    void copies_keep_their_order_and_do_not_copy_for_nothing() {
        Map<String, Integer> map = Ordered.with(Ordered.with(Map.of(), "z", 1), "a", 2);

        assertEquals(List.of("z", "a"), List.copyOf(map.keySet()));
        assertEquals(map, Ordered.withAll(map, Map.of()));
        assertEquals(Map.of("z", 1, "a", 3), Ordered.withAll(map, Map.of("a", 3)));
        assertEquals(Map.of("a", 2), Ordered.without(map, "z"));
        assertEquals(map, Ordered.without(map, "nobody"));
    }

    @Test
    void an_inbox_remembers_the_newest_ids_and_sweeps_what_nobody_waited_for() {
        Desk desk = Desk.EMPTY;
        for (int i = 0; i <= Desk.MOST_SEEN; i++) {
            desk = desk.arrived(
                    new Desk.Arrived(new EventName("paid"), "k", "id" + i, "payload", START.plusSeconds(i)));
        }

        assertEquals(Desk.MOST_SEEN, desk.seen().size());
        assertFalse(desk.seen().contains("id0"), "the oldest is forgotten");
        assertEquals("id" + Desk.MOST_SEEN, desk.seen().getLast());
        Desk swept = desk.swept(START.plusSeconds(10));
        assertEquals("id11", swept.inbox().getFirst().id(), "one that expires now is gone");
        assertEquals(desk.seen(), swept.seen(), "it still counts as come");
        assertEquals(swept, swept.swept(START.plusSeconds(10)));
    }
}
