package dev.signalbox.cli.fmt;

import dev.signalbox.cli.print.Printer;
import dev.signalbox.dsl.diagnostic.HumanReport;
import dev.signalbox.dsl.diagnostic.JsonReport;
import dev.signalbox.dsl.lines.Patch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code fmt} tells of its files: names and a count for people, patches where they were asked for, or JSON. */
final class FmtText {
    private final List<Outcome> outcomes;
    private final boolean written;
    private final boolean diff;

    FmtText(List<Outcome> outcomes, boolean written, boolean diff) {
        this.outcomes = List.copyOf(outcomes);
        this.written = written;
        this.diff = diff;
    }

    /** A patch where one was asked for, else a line for each file that changes and one for all. */
    String result() {
        StringBuilder text = new StringBuilder();
        int same = 0;
        int changed = 0;
        int broken = 0;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Same ignored -> same++;
                case Outcome.Broken ignored -> broken++;
                case Outcome.Changed change -> {
                    changed++;
                    text.append(
                            diff
                                    ? Patch.of(change.file(), change.before(), change.after())
                                    : (written ? "formatted " : "would format ") + change.file() + "\n");
                }
            }
        }
        return diff ? text.toString() : text + summary(same, changed, broken) + "\n";
    }

    private String summary(int same, int changed, int broken) {
        List<String> parts = new ArrayList<>();
        if (changed > 0) {
            parts.add(changed + (written ? " formatted" : " to format"));
        }
        if (broken > 0) {
            parts.add(broken + (broken == 1 ? " does not read" : " do not read"));
        }
        if (same > 0) {
            parts.add(same + " in form already");
        }
        int all = outcomes.size();
        return all + (all == 1 ? " file: " : " files: ") + String.join(", ", parts);
    }

    /** What does not read, with its places; nothing where everything does. */
    String complaints() {
        StringBuilder text = new StringBuilder();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Broken broken) {
                text.append(new HumanReport(file -> broken.text(), false).write(broken.diagnostics()));
            }
        }
        return text.toString();
    }

    String json() {
        List<Object> changed = new ArrayList<>();
        List<Object> diagnostics = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Same ignored -> {}
                case Outcome.Broken broken ->
                    broken.diagnostics().forEach(found -> diagnostics.add(JsonReport.entry(found)));
                case Outcome.Changed change -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("file", change.file());
                    if (diff) {
                        entry.put("diff", Patch.of(change.file(), change.before(), change.after()));
                    }
                    changed.add(entry);
                }
            }
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", 1);
        report.put("files", outcomes.size());
        report.put("written", written);
        report.put("changed", changed);
        report.put("diagnostics", diagnostics);
        return Printer.json(report);
    }
}
