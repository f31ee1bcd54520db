package dev.signalbox.core.context;

import dev.signalbox.core.run.Recorded;
import dev.signalbox.dsl.model.ContextItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which recorded events an item is about, and which of them go together. */
final class EventSelection {
    private EventSelection() {}

    /** The events of the named states and kinds as lines, in the order of the log; the first and last ones pinned. */
    static List<EventLine> lines(
            ContextItem item, ContextItem.Source.Events source, ContextRequest request, Redaction redaction) {
        List<Recorded> selected = request.history().stream()
                .filter(recorded -> source.states().isEmpty() || source.states().contains(recorded.state()))
                .filter(recorded -> source.kinds().isEmpty()
                        || source.kinds().contains(recorded.kind().text()))
                .toList();
        int[] units = units(selected);
        Set<Integer> pinned = new HashSet<>();
        for (int i = 0; i < selected.size(); i++) {
            if (i < source.keepFirst() || i >= selected.size() - source.keepLast()) {
                pinned.add(units[i]);
            }
        }
        List<EventLine> lines = new ArrayList<>();
        for (int i = 0; i < selected.size(); i++) {
            lines.add(new EventLine(selected.get(i), units[i], pinned.contains(units[i]), item, redaction));
        }
        return lines;
    }

    /** A number for each: a decision and what came of it have the same one. A call and its result are one event anyway. */
    private static int[] units(List<Recorded> selected) {
        int[] units = new int[selected.size()];
        int unit = 0;
        for (int i = 0; i < units.length; i++) {
            if (i > 0 && !continues(selected.get(i - 1), selected.get(i))) {
                unit++;
            }
            units[i] = unit;
        }
        return units;
    }

    private static boolean continues(Recorded earlier, Recorded later) {
        return earlier.kind() == Recorded.Kind.DECISION
                && earlier.state().equals(later.state())
                && earlier.visit() == later.visit();
    }
}
