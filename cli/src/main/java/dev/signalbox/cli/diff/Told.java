package dev.signalbox.cli.diff;

import dev.signalbox.dsl.diagnostic.Place;
import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.Weight;
import dev.signalbox.dsl.lines.Patch;
import java.util.List;

/** The changes between two versions, to be written in any format. */
record Told(Version before, Version after, List<Change> changes) {
    List<Change> of(Weight weight) {
        return changes.stream().filter(change -> change.weight() == weight).toList();
    }

    /** {@code 4 changes, 2 weaken safety}. */
    String summary() {
        if (changes.isEmpty()) {
            return "nothing changed in meaning";
        }
        int safety = of(Weight.SAFETY).size();
        return (changes.size() == 1 ? "1 change" : changes.size() + " changes")
                + (safety == 0
                        ? ", none weakens safety"
                        : safety == 1 ? ", 1 may weaken safety" : ", " + safety + " may weaken safety");
    }

    static String heading(Weight weight) {
        return switch (weight) {
            case SAFETY -> "May weaken safety";
            case BEHAVIOUR -> "Behaviour";
            case COSMETIC -> "Cosmetic";
        };
    }

    /** {@code FILE:LINE → FILE:LINE}. */
    String where(Change change) {
        String old = change.before() == null ? "not there" : place(before, change.before());
        String now = change.after() == null ? "gone" : place(after, change.after());
        return change.before() == null ? now : old + " → " + now;
    }

    private static String place(Version version, Place place) {
        return version.shown().apply(place.span().file()) + ":" + place.span().line();
    }

    /** The two texts of a change as a patch; empty for a change of no text. */
    static String patch(Change change) {
        return change.texts() == null
                ? ""
                : Patch.of(
                        "before",
                        "after",
                        change.texts().before(),
                        change.texts().after());
    }
}
