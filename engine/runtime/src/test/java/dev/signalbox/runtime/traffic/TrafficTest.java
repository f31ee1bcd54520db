package dev.signalbox.runtime.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.dsl.model.StateName;
import dev.signalbox.runtime.api.ReviewViews;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs did is counted off their logs, by state and by way. */
class TrafficTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    private static Event entered(long second, String state, int visit) {
        return new Event.StateEntered(START.plusSeconds(second), new StateName(state), visit);
    }

    private static Event replied(long second, String state, double usd) {
        StepId step = new StepId(new RunId("r"), new StateName(state), 1, "");
        return new Event.ModelReplied(START.plusSeconds(second), step, 1, "x", "fast", 1, 1, 0, usd, null);
    }

    private static Event ended(long second) {
        return new Event.RunEnded(START.plusSeconds(second), "succeeded", null, null);
    }

    @Test
    void nothing_ran_and_nothing_is_told() {
        assertEquals(new ReviewViews.TrafficView(0, java.util.Map.of(), java.util.Map.of()), Traffic.of(List.of()));
    }

    @Test
    void visits_ways_times_and_costs_add_up_over_runs() {
        ReviewViews.TrafficView told = Traffic.of(List.of(
                List.of(
                        entered(0, "ask", 1),
                        replied(1, "ask", 0.25),
                        entered(2, "ask", 2),
                        replied(3, "ask", 0.5),
                        entered(12, "done", 1),
                        ended(12)),
                List.of(entered(0, "ask", 1), entered(4, "done", 1), ended(4)),
                List.of(entered(0, "ask", 1))));
        assertEquals(3, told.runs());
        ReviewViews.StateTraffic ask = told.states().get("ask");
        assertEquals(4, ask.visits());
        assertEquals(4000L, ask.medianMs(), "of 2, 4 and 10 seconds; the visit that is under way counts none");
        assertEquals(0.75, ask.costUsd());
        assertNull(ask.approved());
        assertEquals(java.util.Map.of("ask>ask", 1L, "ask>done", 2L), told.ways());
    }
}
