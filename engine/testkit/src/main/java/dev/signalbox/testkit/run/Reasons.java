package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a run is where it is, where that is no success: the outcome that led there. */
final class Reasons {
    private Reasons() {}

    /** What led into the step of that number, from 0; null where the step before it succeeded. */
    static @Nullable String into(int step, List<Event> events) {
        int entered = 0;
        String why = null;
        for (Event event : events) {
            if (event instanceof Event.StateEntered && entered++ == step) {
                return why;
            }
            if (event instanceof Event.RouteTaken taken) {
                why = taken.state() + " was " + taken.outcome()
                        + (taken.kind().equals(taken.outcome()) ? "" : " (" + taken.kind() + ")") + ": "
                        + taken.message();
            } else if (event instanceof Event.RunStuck stuck) {
                why = stuck.state() + " is stuck, for nobody handles " + stuck.outcome() + ": " + stuck.message();
            } else if (event instanceof Event.StateCompleted || event instanceof Event.ValuesSet) {
                why = null;
            }
        }
        return why;
    }

    /** The way so far, and what led into its last step. */
    static List<String> soFar(PlayedRun run) {
        List<String> path = run.path();
        List<String> lines = new ArrayList<>();
        lines.add("So far: " + String.join(" → ", path));
        String why = into(path.size() - 1, run.events());
        if (why != null) {
            lines.add(why);
        }
        return lines;
    }
}
