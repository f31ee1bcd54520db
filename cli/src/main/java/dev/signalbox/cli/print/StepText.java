package dev.signalbox.cli.print;

import dev.signalbox.runtime.api.StepViews;
import java.util.ArrayList;
import java.util.List;

/** A run as it stood after an event, as lines: its data, and what was not as it is. */
public final class StepText {
    private static final int VALUE = 200;

    private StepText() {}

    public static List<String> lines(StepViews.RunAt there) {
        List<String> lines = new ArrayList<>();
        lines.add("run      " + there.run());
        lines.add("event    " + there.seq() + "  " + there.type() + "  " + there.at());
        lines.add("stood    " + (there.state() == null ? "before its first state" : "in " + there.state()) + ", "
                + there.status());
        if (there.purged()) {
            lines.add("purged   its values are not kept any more: their hashes stand in their place");
        }
        there.data().forEach((name, value) -> lines.add("  " + name + ": " + Printer.brief(value, VALUE)));
        lines.add("");
        lines.add("changed since " + (there.from() == 0 ? "the beginning" : "event " + there.from()));
        if (there.changed().isEmpty()) {
            lines.add("  nothing");
        }
        there.changed().forEach(change -> {
            if (change.before() != null) {
                lines.add("  - " + change.path() + ": " + Printer.brief(change.before(), VALUE));
            }
            if (change.after() != null) {
                lines.add("  + " + change.path() + ": " + Printer.brief(change.after(), VALUE));
            }
        });
        if (there.forkAt() != there.seq() && there.forkAt() != 0) {
            lines.add("");
            lines.add("the nearest event that it can be forked after is " + there.forkAt());
        }
        return lines;
    }
}
