package dev.signalbox.core.scenario;

import dev.signalbox.core.command.Command;
import dev.signalbox.core.decide.Decision;
import dev.signalbox.core.event.Event;
import dev.signalbox.core.run.Run;
import dev.signalbox.core.run.Step;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the scenarios have visited, for {@link TransitionsTest} to hold against what there is. */
final class Visited {
    static final Set<String> COMMANDS = new TreeSet<>();
    static final Set<String> EVENTS = new TreeSet<>();
    static final Set<String> REJECTIONS = new TreeSet<>();
    static final Set<String> STEPS = new TreeSet<>();
    static final Set<String> ENDINGS = new TreeSet<>();

    private Visited() {}

    static void command(Command command, Decision decision) {
        COMMANDS.add(command.getClass().getSimpleName());
        if (decision instanceof Decision.Rejected rejected) {
            REJECTIONS.add(rejected.reason().name());
        }
    }

    static void event(Run before, Event event, Run after) {
        String name = event.getClass().getSimpleName();
        EVENTS.add(name);
        String ending = before == null ? "-" : ending(before);
        if (!ending.equals(ending(after))) {
            ENDINGS.add(ending + " " + name + " " + ending(after));
        }
        if (after.activation() == null || (before != null && before.activation() == null)) {
            return;
        }
        boolean sameVisit = before != null
                && before.activation() != null
                && before.activation().state().equals(after.activation().state())
                && before.activation().visit() == after.activation().visit();
        Map<String, Step> was = sameVisit ? before.activation().steps() : Map.of();
        for (Map.Entry<String, Step> step : after.activation().steps().entrySet()) {
            Step old = was.get(step.getKey());
            Step.Phase from = old == null ? Step.Phase.NEW : old.phase();
            if (old != step.getValue()) {
                STEPS.add(from + " " + name + " " + step.getValue().phase());
            }
        }
    }

    private static String ending(Run run) {
        return run.ending().getClass().getSimpleName();
    }
}
