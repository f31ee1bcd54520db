package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    @Test
    void everyStorageCallMayFail() {
        FailingCalls calls = new FailingCalls(Seeds::flows, SimDisk::inMemory);
        for (long seed : STORIES) {
            calls.in(seed, (call, how) -> true);
        }
        assertEquals(List.of(), calls.unseen(IN_THEM), "in none of the histories");
        for (long seed = 0; seed < Long.getLong("sim.stories", 0); seed++) {
            calls.in(100 + seed, (call, how) -> true);
        }
        System.out.println(calls);
        assertEquals(List.of(), calls.failures());
    }
}
