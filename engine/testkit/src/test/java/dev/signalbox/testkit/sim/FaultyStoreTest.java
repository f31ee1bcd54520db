package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whichever call of the store fails, before it is done, after it is done or by never coming back: the process is restarted
 * on the same disk, and nothing is lost by it. {@code -Dsim.stories=N} says how many histories more are gone through.
 */
class FaultyStoreTest {
    /** Their flows have calls of each delivery, models, people, timers, events and child runs. */
    private static final long[] STORIES = {8, 14, 21, 38};

    private static final List<String> IN_THEM = List.of(
            "CallRequested",
            "CallSent",
            "ModelRequested",
            "HoldOpened",
            "WaitStarted",
            "EventReceived",
            "ChildRequested",
            "ChildEnded");

    private final Tally tally = new Tally();
    private long calls;
    private final List<String> failures = new ArrayList<>();

    @Test
    void everyStorageCallMayFail() {
        for (long seed : STORIES) {
            failEachCallOf(seed);
        }
        assertEquals(
                List.of(),
                IN_THEM.stream().filter(type -> tally.of("event " + type) == 0).toList(),
                "in none of the histories");
        for (long seed = 0; seed < Long.getLong("sim.stories", 0); seed++) {
            failEachCallOf(100 + seed);
        }
        System.out.println(calls + " storage calls failed in three ways each");
        assertEquals(List.of(), failures.subList(0, Math.min(5, failures.size())));
    }

    private void failEachCallOf(long seed) {
        Simulation.Outcome sound =
                Seeds.one(seed, Simulation.Plan.calm(0, StoreFaults.Fault.BEFORE), EngineParts.SOUND);
        assertEquals(List.of(), sound.violations(), "seed " + seed + " without a fault");
        long all = sound.storeCalls();
        assertTrue(all > 0, "seed " + seed + " never asks the store");
        tally.add(sound.tally());
        calls += all;
        for (StoreFaults.Fault how : StoreFaults.Fault.values()) {
            for (long call = 1; call <= all; call++) {
                Simulation.Outcome outcome = Seeds.one(seed, Simulation.Plan.calm(call, how), EngineParts.SOUND);
                for (Violation violation : outcome.violations()) {
                    failures.add("seed " + seed + ", call " + call + " " + how + ": " + violation);
                }
            }
        }
    }
}
