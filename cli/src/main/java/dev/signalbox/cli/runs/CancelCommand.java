package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.BulkRuns;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "cancel", description = "Cancel a run; what it did stays recorded.")
final class CancelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final AskedRuns asked = new AskedRuns();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    CancelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = asked.open(terminal)) {
            if (asked.ids.size() > 1) {
                return Bulk.ask(terminal, opened, BulkRuns.Action.CANCEL, asked.ids, reason, asked.json);
            }
            String run = asked.ids.getFirst();
            Following following = asked.following(terminal, opened);
            long seen = asked.json ? 0 : following.seen(run);
            opened.operations().cancel(run, reason, opened.actor());
            int how = following.follow(run, seen);
            // A cancelled run is what was asked for; one that goes on cleaning up and waits is still paused.
            return how == Exit.PAUSED ? how : Exit.FINE;
        }
    }
}
