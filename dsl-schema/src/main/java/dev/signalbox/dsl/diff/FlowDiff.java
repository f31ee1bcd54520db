package dev.signalbox.dsl.diff;

import dev.signalbox.dsl.model.Flow;
import dev.signalbox.dsl.read.Places;
import java.util.Comparator;
import java.util.List;

/**
 * What changed in meaning from one version of a flow to another. The order of keys, comments, line breaks, quotes, a schema
 * written out instead of named, a text moved into a file: none of that is a change. What was renamed is told as renamed, and
 * what only follows from that is not told again.
 */
public final class FlowDiff {
    private FlowDiff() {}

    /** A flow as read, whether or not it checks. */
    public record Version(Flow flow, Places places) {}

    /**
     * The changes, the weightiest first, each weight in the order of the language's page.
     *
     * @param shared whether the shared actions that the flow names are compared too: not where the workspace files are
     */
    public static List<Change> of(Version before, Version after, boolean shared) {
        Sides sides = new Sides(
                before.flow(),
                before.places(),
                after.flow(),
                after.places(),
                Naming.between(before.flow(), after.flow()));
        HeadChanges.compare(sides);
        DataChanges.signature(sides);
        DataChanges.compare(sides);
        ActionChanges.compare(sides, shared);
        OutsideChanges.events(sides);
        OutsideChanges.triggers(sides);
        TransitionChanges.shared(sides);
        StateChanges.compare(sides);
        return weighed(sides.changes());
    }

    static List<Change> weighed(List<Change> changes) {
        return changes.stream().sorted(Comparator.comparing(Change::weight)).toList();
    }
}
