package dev.signalbox.cli.triggers;

import dev.signalbox.cli.Complaint;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.TriggerViews.TriggerView;
import picocli.CommandLine.Parameters;

/** Names a trigger on the command line. */
final class WhichTrigger {
    @Parameters(
            paramLabel = "FLOW/TRIGGER",
            description = "As 'signalbox triggers ls' names it: desk/http-hooks-tickets.")
    private String written = "";

    private String[] parts() {
        String[] parts = written.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new Complaint("name the trigger as FLOW/TRIGGER, not '" + written + "'");
        }
        return parts;
    }

    String flow() {
        return parts()[0];
    }

    String name() {
        return parts()[1];
    }

    /** One line, or the object. */
    static void tell(Terminal terminal, TriggerView trigger, boolean json) {
        terminal.out()
                .println(
                        json
                                ? Printer.json(trigger)
                                : trigger.flow() + "/" + trigger.name() + "  "
                                        + (trigger.paused() == null
                                                ? "starts runs"
                                                : "paused by "
                                                        + trigger.paused().by() + " at "
                                                        + trigger.paused().at()));
    }
}
