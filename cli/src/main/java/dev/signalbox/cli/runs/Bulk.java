package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.cli.print.Printer;
import dev.signalbox.runtime.api.BulkRuns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same asked of several runs, a line for each: how it stands then, or why not. None of them is followed. */
final class Bulk {
    private Bulk() {}

    static int ask(
            Terminal terminal,
            Opened opened,
            BulkRuns.Action action,
            List<String> runs,
            @Nullable String reason,
            boolean json) {
        int how = Exit.FINE;
        for (int i = 0; i < runs.size(); i += BulkRuns.MOST) {
            List<String> some = runs.subList(i, Math.min(runs.size(), i + BulkRuns.MOST));
            for (BulkRuns.Result result :
                    opened.operations().bulk(new BulkRuns.Request(action, some, reason), opened.actor())) {
                how = result.problem() == null ? how : Exit.FINDINGS;
                terminal.out()
                        .println(
                                json
                                        ? Printer.json(result)
                                        : result.id() + "  "
                                                + (result.problem() == null ? result.status() : result.problem()));
            }
        }
        terminal.out().flush();
        return how;
    }
}
