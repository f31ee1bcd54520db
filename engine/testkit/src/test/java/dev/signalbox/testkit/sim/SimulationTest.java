package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.signalbox.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories of the real dispatcher, and what must hold after each. {@code -Dsim.seeds=N} says how many,
 * {@code -Dsim.from=S} where they begin; {@code -Dsim.seed=S} tells one of them event by event.
 */
class SimulationTest {
    private static final long SHORT = 2_000;

    @Test
    void everyPromiseHoldsInEveryHistory() {
        Long one = Long.getLong("sim.seed");
        long from = one != null ? one : Long.getLong("sim.from", 0);
        Seeds.Report report = Seeds.run(
                from, one != null ? 1 : Long.getLong("sim.seeds", SHORT), Simulation.Plan.ROUGH, EngineParts.SOUND);
        if (one != null) {
            System.out.println(report.last().told().get());
        }
        System.out.println(report.summary());
        assertEquals(List.of(), report.failures());
        if (one == null && from == 0) {
            everythingWasThere(report.tally());
        }
    }

    /** A history that never meets an accident proves nothing about it. */
    private static void everythingWasThere(Tally tally) {
        List<String> wanted = new ArrayList<>(List.of(
                "process killed",
                "process stopped for a while",
                "store fault before",
                "store fault after",
                "store fault hang",
                "call refused",
                "call lost_on_the_way",
                "call answer_lost",
                "call misfit",
                "call blew_up",
                "a day had no room",
                "model failed",
                "model needs a person",
                "model replied nonsense",
                "result came again",
                "event told twice",
                "start sent twice",
                "two decide at once",
                "decided again",
                "cancelled",
                "retried",
                "refused as conflict",
                "refused as stale",
                "refused as forbidden",
                "refused as invalid",
                "refused as late",
                "answered KeyTaken",
                "answered StartedBefore",
                "no answer",
                "ended as succeeded",
                "ended as failed",
                "ended as cancelled",
                "ended as stuck"));
        // Nobody forks a run here: what a fork keeps is ForksAnywhereTest's and SampleForksTest's.
        Set<Class<?>> ofForks = Set.of(Event.RunForked.class, Event.AnswerRecalled.class);
        for (Class<?> event : Event.class.getPermittedSubclasses()) {
            if (!ofForks.contains(event)) {
                wanted.add("event " + event.getSimpleName());
            }
        }
        assertEquals(
                List.of(), wanted.stream().filter(what -> tally.of(what) == 0).toList(), "never happened");
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        for (long seed = 0; seed < 8; seed++) {
            Simulation.Outcome first = Seeds.one(seed, Simulation.Plan.ROUGH, EngineParts.SOUND);
            Simulation.Outcome second = Seeds.one(seed, Simulation.Plan.ROUGH, EngineParts.SOUND);
            assertEquals(first.digest(), second.digest(), "seed " + seed);
            assertEquals(first.steps(), second.steps(), "seed " + seed);
            assertTrue(first.steps() > 0);
        }
    }
}
