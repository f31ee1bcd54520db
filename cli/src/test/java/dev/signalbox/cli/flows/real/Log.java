package dev.signalbox.cli.flows.real;

import dev.signalbox.core.event.Event;
import dev.signalbox.core.id.RunId;
import dev.signalbox.core.id.StepId;
import dev.signalbox.runtime.port.RunStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened in one run, read from the store. */
record Log(RunId run, List<Event> events) {
    Log {
        events = List.copyOf(events);
    }

    static Log of(RunStore store, RunId run) {
        List<Event> events = store.events(run, 0, RunStore.MOST).stream()
                .map(RunStore.LoggedEvent::event)
                .toList();
        if (events.size() == RunStore.MOST) {
            throw new AssertionError(run + " has more events than one page");
        }
        return new Log(run, events);
    }

    <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** One question of a flow, from its first asking to its answer or the lack of one, by step. */
    Map<StepId, List<Event>> questions() {
        Map<StepId, List<Event>> questions = new LinkedHashMap<>();
        for (Event event : events) {
            StepId step = switch (event) {
                case Event.ModelRequested requested -> requested.step();
                case Event.ModelReplied replied -> replied.step();
                case Event.ModelFailed failed -> failed.step();
                case Event.ReplyAccepted accepted -> accepted.step();
                case Event.ReplyRefused refused -> refused.step();
                case Event.StepFailed failed -> failed.step();
                default -> null;
            };
            if (step != null && (event instanceof Event.ModelRequested || questions.containsKey(step))) {
                questions.computeIfAbsent(step, s -> new ArrayList<>()).add(event);
            }
        }
        return questions;
    }
}
