package dev.signalbox.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.signalbox.testkit.sim.FailingCalls;
import dev.signalbox.testkit.sim.FlowPool;
import dev.signalbox.testkit.sim.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whichever call of the store in its file fails, before it is done, after it is done or by never coming back: the process is
 * killed, another opens what that left of the files, and nothing is lost by it. Every fourth call fails in one of the ways;
 * with {@code -Dfaulty.deep=true} each in all of them.
 */
class FaultySqliteTest {
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

    private static final boolean DEEP = Boolean.getBoolean("faulty.deep");

    @TempDir(factory = InMemoryFiles.class)
    Path folder = Path.of("");

    private int disks;

    private SimDisk disk(boolean withLog) {
        try {
            return new KilledFiles(Files.createDirectory(folder.resolve("disk-" + disks++)), withLog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anyStorageCallMayFail() {
        FailingCalls calls = new FailingCalls(FlowPool::random, () -> disk(true));
        for (long seed : STORIES) {
            calls.in(seed, (call, how) -> DEEP || call % 12 == 4 * how.ordinal());
        }
        assertEquals(List.of(), calls.unseen(IN_THEM), "in none of the histories");
        System.out.println(calls);
        assertEquals(List.of(), calls.failures());
    }

    @Test
    void filesThatLoseTheLogAreCaught() {
        FailingCalls calls = new FailingCalls(FlowPool::random, () -> disk(false));
        assertThrows(AssertionError.class, () -> calls.in(STORIES[0], (call, how) -> false));
    }
}
