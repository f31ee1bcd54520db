package dev.signalbox.core.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.decide.Recollections;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.HoldId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.EventName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a fork is told of the run that it was made of: answers, and nothing that was no answer. */
class RecollectionsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final StepId STEP = StepId.parse("r/pay/1/");
    private static final HoldId HOLD = new HoldId("r.pay.1.1");

    @Test
    void what_people_and_time_did_is_no_answer() {
        List<Event> log = List.of(
                new Event.HoldVoted(NOON, HOLD, "sam", "console", true, null),
                new Event.HoldReminded(NOON, HOLD),
                new Event.HoldEscalated(NOON, HOLD, List.of("lead")),
                new Event.HoldDiscussed(NOON, HOLD, "why?", "sam", "console", true),
                new Event.HoldDelegated(NOON, HOLD, "kim", "sam", "console", true, null),
                new Event.HoldExpired(NOON, HOLD),
                new Event.ApprovalLapsed(NOON, STEP, "its time was over"),
                new Event.EventReceived(NOON, new EventName("paid"), "K1", "e1", Map.of(), NOON),
                new Event.SummaryMade(NOON, STEP, "history", "a", 1, "in short"),
                new Event.LateResultNoted(NOON, STEP, 1, "it came late"),
                new Event.RunRetried(NOON, "sam"),
                new Event.CancelRequested(NOON, "sam", null),
                new Event.AnswerRecalled(NOON, STEP, 1, 7));
        assertEquals(List.of(), Recollections.after(log, 0));
    }

    @Test
    void an_answer_to_what_was_never_asked_is_none() {
        List<Event> log = List.of(
                new Event.CallSucceeded(NOON, STEP, 1, "late"),
                new Event.CallUnknown(NOON, STEP, 1, "timeout", "late"));
        assertEquals(List.of(), Recollections.after(log, 0));
    }
}
