package dev.signalbox.cli.runs;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.Operations;
import dev.signalbox.runtime.api.Views;
import java.util.List;

/** Finds the hold that a command line means. */
final class Holds {
    private Holds() {}

    /** The hold of that id; or the only open one of the run of that id. Refuses a run with none or several. */
    static Views.HoldView find(Operations operations, String id) {
        if (id.indexOf('.') >= 0) {
            return operations.hold(id);
        }
        Views.RunView run = operations.run(id);
        List<Views.HoldView> open = run.holds();
        if (open.isEmpty()) {
            throw new Complaint("run " + id + " waits for nobody; it is " + run.status());
        }
        if (open.size() > 1) {
            StringBuilder text = new StringBuilder("run " + id + " waits for " + open.size() + " decisions; name one:");
            open.forEach(hold -> text.append(System.lineSeparator())
                    .append("  ")
                    .append(hold.id())
                    .append("  ")
                    .append(hold.kind())
                    .append("  ")
                    .append(Printer.line(hold.title())));
            throw new Complaint(text.toString());
        }
        return open.getFirst();
    }
}
