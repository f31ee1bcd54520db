package dev.signalbox.cli.diff;

import dev.signalbox.dsl.diff.Change;
import dev.signalbox.dsl.diff.Weight;

/** The changes for people: the weightiest first, each with its places. */
final class DiffText {
    private DiffText() {}

    static String write(Told told) {
        StringBuilder text = new StringBuilder();
        for (Weight weight : Weight.values()) {
            if (told.of(weight).isEmpty()) {
                continue;
            }
            text.append(Told.heading(weight)).append('\n');
            for (Change change : told.of(weight)) {
                text.append("  ").append(change.subject().words()).append(": ").append(change.sentence());
                text.append("\n      ").append(change.kind().id()).append(", ").append(told.where(change));
                text.append('\n');
                Told.patch(change)
                        .lines()
                        .skip(2) // what the two sides are called is known
                        .forEach(line -> text.append("      ").append(line).append('\n'));
            }
            text.append('\n');
        }
        return text + told.summary() + "\n";
    }
}
