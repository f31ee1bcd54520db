package dev.signalbox.cli.runs;

import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.BulkRuns;
import dev.signalbox.runtime.api.Views;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "retry", description = "Try the state again in which a stuck run stopped, and follow the run.")
final class RetryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final AskedRuns asked = new AskedRuns();

    RetryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = asked.open(terminal)) {
            if (asked.ids.size() > 1) {
                return Bulk.ask(terminal, opened, BulkRuns.Action.RETRY, asked.ids, null, asked.json);
            }
            String run = asked.ids.getFirst();
            Following following = asked.following(terminal, opened);
            long seen = asked.json ? 0 : following.seen(run);
            Views.RunView begun = opened.operations().retry(run, opened.actor());
            return following.follow(begun.id(), seen);
        }
    }
}
