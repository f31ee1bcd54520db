package dev.signalbox.testkit.run;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.run.Run;
import dev.signalbox.dsl.check.CheckedFlow;
import java.util.List;

/**
 * One run of a test and everything that happened to it.
 *
 * @param run as it stood at the end
 */
public record PlayedRun(CheckedFlow flow, Run run, List<Event> events) {
    public PlayedRun {
        events = List.copyOf(events);
    }

    public RunId id() {
        return run.id();
    }

    /** The states in the order in which they were entered. */
    public List<String> path() {
        return events.stream()
                .filter(Event.StateEntered.class::isInstance)
                .map(event -> ((Event.StateEntered) event).state().value())
                .toList();
    }
}
