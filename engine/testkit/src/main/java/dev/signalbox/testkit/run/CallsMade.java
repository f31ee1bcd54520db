package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.StepId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls that runs made, as a test counts them: another try of a call is none of its own. */
public final class CallsMade {
    private CallsMade() {}

    /**
     * The arguments of each action's calls, in the order in which each was first made.
     *
     * @param logs one for each run
     */
    public static Map<String, List<Object>> in(List<List<Event>> logs) {
        Map<String, List<Object>> made = new LinkedHashMap<>();
        for (List<Event> log : logs) {
            Set<StepId> again = new HashSet<>();
            for (Event event : log) {
                if (event instanceof Event.CallRequested call && !again.remove(call.step())) {
                    made.computeIfAbsent(call.action().value(), action -> new ArrayList<>())
                            .add(call.args());
                } else if (event instanceof Event.CallFailed failed && failed.retryAt() != null) {
                    again.add(failed.step());
                } else if (event instanceof Event.CallUnknown unknown) {
                    again.add(unknown.step());
                }
            }
        }
        return made;
    }
}
