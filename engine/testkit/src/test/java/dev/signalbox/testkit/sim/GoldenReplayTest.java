package dev.signalbox.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.signalbox.core.event.Event;
import dev.signalbox.runtime.replay.Replay;
import dev.signalbox.runtime.replay.Replayed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The golden logs alone, without the commands that stand beside them: what was asked is read off what happened. */
class GoldenReplayTest {
    @Test
    void every_golden_log_is_driven_again_to_the_same_bytes_by_the_file_that_its_run_pinned() {
        for (GoldenLog golden : GoldenLog.all()) {
            List<Event> log = golden.lines().stream().map(GoldenLog::event).toList();
            Replayed replayed = Replay.exactly(log, golden.flow());
            assertEquals(new Replayed.Same(log.size(), 0), replayed, golden.toString());
        }
    }
}
