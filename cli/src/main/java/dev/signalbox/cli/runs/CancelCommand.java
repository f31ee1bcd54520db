package dev.signalbox.cli.runs;

import dev.signalbox.cli.Exit;
import dev.signalbox.cli.Terminal;
import dev.signalbox.cli.place.EngineOptions;
import dev.signalbox.cli.place.Engines;
import dev.signalbox.cli.place.Opened;
import dev.signalbox.runtime.api.BulkRuns;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Cancel a run; what it did stays recorded.")
final class CancelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final EngineOptions engine = new EngineOptions();

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "The run's id. Several are each asked on its own, and none is followed.")
    private List<String> runs = List.of();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asks for it. Without a server, recorded as not signed in.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    @Option(names = "--json", description = "One line of JSON: how the run stands then.")
    private boolean json;

    CancelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Opened opened = Engines.toAct(terminal, engine, by)) {
            if (runs.size() > 1) {
                return Bulk.ask(terminal, opened, BulkRuns.Action.CANCEL, runs, reason, json);
            }
            String run = runs.getFirst();
            Following following = new Following(terminal, opened, json, engine.again());
            long seen = json ? 0 : following.seen(run);
            opened.operations().cancel(run, reason, opened.actor());
            int how = following.follow(run, seen);
            // A cancelled run is what was asked for; one that goes on cleaning up and waits is still paused.
            return how == Exit.PAUSED ? how : Exit.FINE;
        }
    }
}
