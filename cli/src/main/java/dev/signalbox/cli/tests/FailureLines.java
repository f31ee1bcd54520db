package dev.signalbox.cli.tests;

import dev.signalbox.dsl.lines.Patch;
import dev.signalbox.testkit.run.Failure;
import java.util.ArrayList;
import java.util.List;

/** What stands beneath a failure's sentence: its lines, and what changed since something was recorded. */
final class FailureLines {
    private FailureLines() {}

    static List<String> of(Failure failure) {
        List<String> lines = new ArrayList<>(failure.detail());
        for (Failure.Change change : failure.changes()) {
            lines.addAll(Patch.of("recorded " + change.what(), change.what() + " now", change.before(), change.after())
                    .lines()
                    .toList());
        }
        return lines;
    }
}
