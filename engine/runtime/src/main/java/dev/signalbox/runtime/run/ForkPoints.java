package dev.signalbox.runtime.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.RunStore.CommitSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a run may be forked: after the last event of a commit, and where it has just entered a state. In between it stands
 * nowhere: half of one decision is made. Nothing goes on from a run's end.
 */
final class ForkPoints {
    private final RunStore store;

    ForkPoints(RunStore store) {
        this.store = store;
    }

    /** The nearest place to an event, the event itself where it is one, else rather before than after it; 0 for none. */
    long nearest(RunId run, long seq, List<Event> log) {
        for (long away = 0; away < log.size(); away++) {
            if (isOne(run, seq - away, log)) {
                return seq - away;
            }
            if (isOne(run, seq + away, log)) {
                return seq + away;
            }
        }
        return 0;
    }

    private boolean isOne(RunId run, long seq, List<Event> log) {
        if (seq < 1 || seq > log.size()) {
            return false;
        }
        Event event = log.get((int) seq - 1);
        if (event instanceof Event.StateEntered) {
            return true;
        }
        @Nullable CommitSpan commit = event instanceof Event.RunEnded ? null : store.commit(run, seq);
        return commit != null && commit.last() == seq;
    }
}
